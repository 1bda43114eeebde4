import { pick, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { ColumnType, Row, Value } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import type { RestRecordSettings } from './record-settings.js';

/** A record of the system as a row: each column from its field, in the form that every store gives it. */
export function rowOf(system: string, kind: string, { columns }: RestRecordSettings, record: unknown): Row {
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type, field }]) => {
      const found = pick(record, field ?? name) ?? null;
      const value = found === null ? null : columnValue(type, found);
      if (value === undefined) {
        throw systemRefuses(system, `${system} answered ${kind} with a "${name}" that is no ${type}: ${String(found)}`);
      }
      return [name, value];
    }),
  );
}

/** A row as the body of a request; columns that share the beginning of their path share an object. */
export function recordOf({ columns }: RestRecordSettings, row: Row): Readonly<Record<string, unknown>> {
  let record: Readonly<Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(row)) {
    record = placed(record, (columns[name]?.field ?? name).split('.'), value);
  }
  return record;
}

/** Numbers where the operation wants numbers: stores keep decimals and bigints as text. */
export function asWanted(schema: z.ZodType, value: unknown): unknown {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodNumber && typeof value === 'string' && value !== '') return Number(value);
  if (!(bare instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const field: unknown = bare.shape[key];
      return [key, field === undefined ? entry : asWanted(field as z.ZodType, entry)];
    }),
  );
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let found = schema;
  while (found instanceof z.ZodOptional || found instanceof z.ZodNullable) found = found.unwrap() as z.ZodType;
  return found;
}

function placed(
  record: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: Value,
): Readonly<Record<string, unknown>> {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return { ...record, [first]: value };
  const inner = record[first];
  const object = typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>) : {};
  return { ...record, [first]: placed(object, rest, value) };
}

function columnValue(type: ColumnType, value: unknown): Value | undefined {
  switch (type) {
    case 'text':
    case 'date':
      return typeof value === 'object' ? undefined : String(value);
    case 'integer':
    case 'real': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    }
    case 'bigint':
    case 'decimal':
      return /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'timestamp': {
      const time = typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
      return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
    }
    case 'json':
      return value as Value;
  }
}
