import { z } from 'zod';

const everywhere = {
  /** Where the items stand in the operation's output (`data.items`); '' when it is the list. Default: its only list. */
  items: z.string().optional(),
  /** Name of the stream; default that of the operation with `All` behind it. */
  stream: z.string().optional(),
  /** A stream that would need more pages fails. */
  maxPages: z.number().int().min(1).max(1_000_000).default(1000),
};

/** How a system tells of further pages. */
export const pagingSettings = z.discriminatedUnion('kind', [
  /** `Link: <...>; rel="next"` (RFC 8288). */
  z.strictObject({ kind: z.literal('link-header'), ...everywhere }),
  /** The answer holds the address of the next page. */
  z.strictObject({ kind: z.literal('next-url'), next: z.string(), ...everywhere }),
  /** Counted from 0 in items or from `first` in pages, until a page is not full. */
  z.strictObject({
    kind: z.literal('offset'),
    /** Query parameter of the offset or page number. */
    parameter: z.string(),
    /** Query parameter of the page's size, and the size. */
    sizeParameter: z.string().optional(),
    size: z.number().int().min(1).max(100_000),
    unit: z.enum(['items', 'pages']).default('items'),
    first: z.number().int().min(0).default(0),
    ...everywhere,
  }),
  /** The answer holds a mark that the next request repeats. */
  z.strictObject({ kind: z.literal('cursor'), parameter: z.string(), next: z.string(), ...everywhere }),
]);
export type PagingSettings = z.output<typeof pagingSettings>;
