import { z } from 'zod';

const label = z.record(z.string(), z.string());
const none = { en: 'None.', pt: 'Nenhum.' };

/** `screens/NAME.yaml`: a page about one object, made of sections. */
export const screenSchema = z.strictObject({
  screen: z.string(),
  title: label,
  class: z.string(),
  sections: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fields'), title: label, attributes: z.array(z.string()).min(1) }),
        z.strictObject({
          kind: z.literal('list'),
          title: label,
          relation: z.string(),
          columns: z.array(z.string()).min(1),
          limit: z.number().int().min(1).max(200).default(20),
          empty: label.default(none),
        }),
        z.strictObject({
          kind: z.literal('history'),
          title: label,
          relation: z.string(),
          limit: z.number().int().min(1).max(200).default(50),
        }),
        z.strictObject({
          kind: z.literal('service'),
          title: label,
          name: z.string(),
          /** Contract id and operation whose answer is shown. */
          service: z.string(),
          operation: z.string(),
          /** Argument of the operation to attribute of the object. */
          input: z.record(z.string(), z.string()).default({}),
          /** Templates for one row, with the row's fields as names. */
          row: z.strictObject({ title: label, detail: label }),
          tone: z.enum(['info', 'warning']).default('info'),
          empty: label.default(none),
        }),
      ]),
    )
    .min(1),
});
export type ScreenFile = z.infer<typeof screenSchema>;
