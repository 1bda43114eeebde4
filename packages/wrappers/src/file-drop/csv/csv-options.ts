import { z } from 'zod';

export const csvOptionsSchema = z.strictObject({
  /** Between the fields: `,`, `;`, `|`, a tab as "\t". */
  delimiter: z.string().min(1).max(4).default(','),
  quote: z.string().length(1).default('"'),
  /** What makes a quote inside a quoted field a part of the text; as a rule the quote itself (RFC 4180). */
  escape: z.string().length(1).default('"'),
  /** Whether the first line names the columns; otherwise `columns` does. */
  header: z.boolean().default(true),
  /** The names of the columns in their order. With a header they must be those of the file. */
  columns: z.array(z.string().min(1)).min(1).optional(),
  /** Lines in front of the header or the first record. */
  skipLines: z.number().int().min(0).max(1000).default(0),
  /** Lines that begin with this are passed over. */
  comment: z.string().length(1).optional(),
  /** Blanks around fields go. */
  trim: z.boolean().default(false),
});
export type CsvOptions = z.output<typeof csvOptionsSchema>;
