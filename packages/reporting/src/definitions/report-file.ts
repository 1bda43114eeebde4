import { z } from 'zod';
import { reportColumnSchema } from '../contract/index.js';

const text = z.record(z.string(), z.string()).describe('Text per language (BCP 47 primary tag), e.g. { en: …, pt: … }');
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must begin with a letter and hold letters, digits and hyphens only');

/** A file `reports/NAME.yaml`. */
export const reportFileSchema = z
  .strictObject({
    report: name.describe('The name it is run by'),
    title: text,
    note: text.optional().describe('What a reader must know, below the table'),
    source: z.literal('contacts').describe('What the rows are computed from'),
    simulated: z
      .enum(['exclude', 'only'])
      .default('exclude')
      .describe('Contacts of the simulated trunk: left out, or reported alone. Real and simulated are never mixed'),
    where: z.string().optional().describe('Expression over one contact: which contacts count'),
    group: z
      .enum(['queue', 'agent', 'day', 'medium', 'disposition'])
      .optional()
      .describe('One row for each; without it only the totals'),
    columns: z
      .array(
        z.strictObject({
          name,
          label: text,
          unit: reportColumnSchema.shape.unit.describe('percent: a value from 0 to 1'),
          value: z.string().describe('Expression over `contacts`, the list of contacts of the row'),
          formula: text.optional().describe('How it is computed, in words; default: the expression'),
        }),
      )
      .min(1),
  })
  .meta({ title: 'Caruso report' });
export type ReportFile = z.output<typeof reportFileSchema>;
