import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ColumnType, Scalar, Value } from '../contract/index.js';
import type { DefinedColumn } from '../definitions/defined-table.js';
import { canonicalInput, unreadable } from './canonical.js';
import { canonicalDecimal } from './decimal.js';
import { canonicalDate, canonicalInstant } from './instant.js';
import { plainText } from './plain-text.js';

/** A value of a wrapped system as the defined column has it. Throws `internal`, naming the column, for one that is not of its type. */
export function fromRecord(column: DefinedColumn, raw: Value | undefined): Value {
  if (raw === null || raw === undefined) return null;
  const value = converted(raw, column.type, column.scale);
  if (value === undefined) throw unreadable(column, plainText(raw));
  return value;
}

/**
 * A caller's value as the wrapped system takes it, where the definition may use another type than the system (a number that
 * the model refers to as text). Throws `invalid` naming the column.
 */
export function toRecord(column: DefinedColumn, type: ColumnType, value: Value): Value {
  const given = canonicalInput(column, value);
  if (given === null) return null;
  const taken = converted(given, type, column.scale);
  if (taken !== undefined) return taken;
  throw new CarusoError('invalid', `Column ${column.table}.${column.name} takes ${type}, not ${plainText(given)}`, {
    table: column.table,
    column: column.name,
  });
}

/** As `toRecord` for a comparison; undefined when no value of the system can be equal to it. */
export function toRecordComparand(column: DefinedColumn, type: ColumnType, value: Scalar): Scalar | undefined {
  const given = canonicalInput(column, value);
  const taken = given === null ? undefined : converted(given, type, column.scale);
  return typeof taken === 'object' ? undefined : taken;
}

function converted(value: Value, type: ColumnType, scale: number | undefined): Value | undefined {
  switch (type) {
    case 'text':
      return plainText(value);
    case 'integer':
    case 'real': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
      return type === 'real' || Number.isSafeInteger(number) ? number : undefined;
    }
    case 'bigint':
      return /^-?\d{1,19}$/.test(plainText(value)) ? BigInt(plainText(value)).toString() : undefined;
    case 'decimal':
      return canonicalDecimal(plainText(value), scale);
    case 'boolean':
      return typeof value === 'boolean'
        ? value
        : /^true$/i.test(plainText(value))
          ? true
          : /^false$/i.test(plainText(value))
            ? false
            : undefined;
    case 'date':
      return canonicalDate(plainText(value));
    case 'timestamp':
      return canonicalInstant(plainText(value));
    case 'json':
      return value;
  }
}
