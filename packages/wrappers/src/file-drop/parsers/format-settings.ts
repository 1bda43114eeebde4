import { z } from 'zod';
import { copybookOptionsSchema } from '../copybook/copybook-options.js';
import { csvOptionsSchema } from '../csv/csv-options.js';
import { fixedWidthOptionsSchema } from '../fixed-width/fixed-width-options.js';
import { xmlOptionsSchema } from '../xml/xml-options.js';

/** The formats that are described in the settings, with what describes them. */
const described = {
  csv: csvOptionsSchema,
  'fixed-width': fixedWidthOptionsSchema,
  copybook: copybookOptionsSchema,
  xml: xmlOptionsSchema,
  'json-lines': z.strictObject({}),
} as const;

type Described = {
  readonly [F in keyof typeof described]: { readonly format: F; readonly options: z.output<(typeof described)[F]> };
}[keyof typeof described];

/** A format with its options. `ready`: one that needs none and goes by its name alone (camt, mt940, nem12 …). */
export type FormatSettings = Described | { readonly format: 'ready'; readonly name: string };

/** Reads `options` by the schema of `format`; what is wrong is told with its path. */
export function readFormat(
  { format, options }: { readonly format: string; readonly options: unknown },
  report: (path: readonly PropertyKey[], message: string) => void,
): FormatSettings {
  if (!Object.hasOwn(described, format)) {
    if (typeof options === 'object' && options !== null && Object.keys(options).length > 0) {
      report(['options'], `${format} has no options`);
    }
    return { format: 'ready', name: format };
  }
  const read = described[format as keyof typeof described].safeParse(options);
  if (read.success) return { format, options: read.data } as Described;
  for (const issue of read.error.issues) report(['options', ...issue.path], issue.message);
  return { format: 'ready', name: format };
}

export const describedFormats: readonly string[] = Object.keys(described);
