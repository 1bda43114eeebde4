import { parse } from 'csv-parse/sync';

/** The fields of a line. MDFF has no quotation marks, but some senders put fields between them. */
export function fieldsOf(text: string): readonly string[] | undefined {
  if (!text.includes('"')) return text.split(',').map((field) => field.trim());
  try {
    const [fields] = parse(text, { relax_column_count: true, trim: true }) as string[][];
    return fields;
  } catch {
    return undefined;
  }
}

/** A field that may be left out. */
export function optional(field: string | undefined): string | null {
  return field === undefined || field === '' ? null : field;
}

/** MDFF appendix B: the units of measure. */
const UNITS = ['MWh', 'kWh', 'Wh', 'MVArh', 'kVArh', 'VArh', 'MVAr', 'kVAr', 'VAr', 'MW', 'kW', 'W'].concat([
  'MVAh',
  'kVAh',
  'VAh',
  'MVA',
  'kVA',
  'VA',
  'kV',
  'V',
  'kA',
  'A',
  'pf',
]);
const unitByCapitals = new Map(UNITS.map((unit) => [unit.toUpperCase(), unit]));

/** The unit in AEMO's writing; null when there is none, undefined when it is none of AEMO's. */
export function unitOf(text: string): string | null | undefined {
  return text === '' ? null : unitByCapitals.get(text.toUpperCase());
}
