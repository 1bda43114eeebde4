import { pick, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import { parse as parseCsv } from 'csv-parse/sync';
import type { CommandSettings } from './settings.js';

/**
 * What a program wrote, as the value of the operation: `text` without the line end at its end; `lines` as a list without empty ones; `csv`
 * as a list of records by the names in its first line, numbers and booleans as the shape of the output says; `json` as it is.
 * @throws CarusoError `refused` when it cannot be read so.
 */
export function programOutput(
  system: string,
  { format, at, output }: Pick<CommandSettings, 'format' | 'at' | 'output'>,
  stdout: string,
  mask: (text: string) => string = (text) => text,
): unknown {
  try {
    switch (format) {
      case 'text':
        return valueOf(stdout.replace(/\r?\n$/, ''), output);
      case 'lines':
        return linesOf(stdout).map((line) => valueOf(line, memberOf(output)));
      case 'csv':
        return recordsOf(stdout, memberOf(output));
      case 'json':
        return pick(JSON.parse(stdout) as unknown, at);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const legacy = { message: mask(stdout).slice(0, 1_000) };
    throw systemRefuses(system, `${system} did not answer with ${format}: ${mask(reason)}`, legacy);
  }
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

function recordsOf(text: string, shape: Shape | undefined): readonly unknown[] {
  const records = parseCsv(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
  const fields = fieldsOf(shape);
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, valueOf(value, fields[name])])),
  );
}

function memberOf(shape: Shape): Shape | undefined {
  return Array.isArray(shape) ? (shape[0] as Shape) : undefined;
}

function fieldsOf(shape: Shape | undefined): Readonly<Record<string, Shape>> {
  if (typeof shape !== 'object' || Array.isArray(shape)) return {};
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name.replace(/\?$/, ''), field as Shape]));
}

/** Text as the shape wants it; what is not such a value stays text, and the check of the contract names it. */
function valueOf(text: string, shape: Shape | undefined): unknown {
  if (typeof shape !== 'string') return text;
  if (text === '' && shape.endsWith('?')) return null;
  switch (shape.replace(/\?$/, '')) {
    case 'integer':
    case 'number':
      return /^\s*[-+]?\d*\.?\d+([eE][-+]?\d+)?\s*$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}
