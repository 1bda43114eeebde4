import { CarusoError } from '@caruso/core-service-manager/contract';
import type { DefinedColumn } from '../definitions/defined-table.js';
import type { Value } from '../contract/index.js';
import { canonicalDecimal, exceedsPrecision } from './decimal.js';
import { canonicalDate, canonicalInstant } from './instant.js';

function wrong(column: DefinedColumn, value: unknown, expected: string): CarusoError {
  const shown = JSON.stringify(value)?.slice(0, 60) ?? String(value);
  return new CarusoError('invalid', `Column ${column.table}.${column.name} takes ${expected}, not ${shown}`, {
    table: column.table,
    column: column.name,
    expected,
  });
}

function canonicalBigint(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || !/^[+-]?\d{1,19}$/.test(value)) return undefined;
  const number = BigInt(value.replace('+', ''));
  return BigInt.asIntN(64, number) === number ? number.toString() : undefined;
}

/**
 * A value as a caller gives it, in the one canonical form of its column's type: what every engine binds. `json` stays a JSON value.
 * Throws `invalid` naming the column when the value is not of the type.
 */
export function canonicalInput(column: DefinedColumn, value: Value): Value {
  if (value === null) return null;
  switch (column.type) {
    case 'text':
      // U+0000 cannot be stored by PostgreSQL and cuts text short in SQLite's functions.
      if (typeof value === 'string' && !value.includes('\0')) return value;
      throw wrong(column, value, 'a text without U+0000');
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      throw wrong(column, value, 'a whole number within ±(2^53 - 1)');
    case 'bigint': {
      const canonical = canonicalBigint(value);
      if (canonical !== undefined) return canonical;
      throw wrong(column, value, 'a whole number of 64 bits, as text');
    }
    case 'decimal': {
      const canonical =
        typeof value === 'string' || typeof value === 'number'
          ? canonicalDecimal(String(value), column.scale)
          : undefined;
      if (canonical === undefined) throw wrong(column, value, 'a decimal number as text');
      if (column.precision !== undefined && exceedsPrecision(canonical, column.precision, column.scale ?? 0)) {
        throw wrong(
          column,
          value,
          `a decimal of at most ${column.precision} digits, ${column.scale ?? 0} of them behind the point`,
        );
      }
      return canonical;
    }
    case 'real':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw wrong(column, value, 'a number');
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw wrong(column, value, 'true or false');
    case 'date': {
      const canonical = typeof value === 'string' && value.length === 10 ? canonicalDate(value) : undefined;
      if (canonical !== undefined) return canonical;
      throw wrong(column, value, 'a date as YYYY-MM-DD');
    }
    case 'timestamp': {
      const canonical = typeof value === 'string' ? canonicalInstant(value) : undefined;
      if (canonical !== undefined) return canonical;
      throw wrong(column, value, 'an ISO 8601 instant');
    }
    case 'json':
      return value;
  }
}

/** What a database holds that is not of the defined type, e.g. a letter in a numeric column of a legacy database. */
export function unreadable(column: DefinedColumn, raw: unknown): CarusoError {
  return new CarusoError(
    'internal',
    `Column ${column.table}.${column.name} holds ${JSON.stringify(String(raw)).slice(0, 60)}, which is not of type ${column.type}: define the column as text, or correct the row`,
    { table: column.table, column: column.name },
  );
}
