import { z } from 'zod';

export const xmlOptionsSchema = z.strictObject({
  /** From the root to the element that is a record: `Readings/Reading`. Without prefixes of namespaces; `*` stands for any name. */
  record: z.string().regex(/^[^/\s]+(\/[^/\s]+)*$/, 'element names joined by /, such as Readings/Reading'),
});
export type XmlOptions = z.output<typeof xmlOptionsSchema>;
