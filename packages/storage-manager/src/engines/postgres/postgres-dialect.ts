import type { Value } from '../../contract/index.js';
import type { DefinedColumn } from '../../definitions/defined-table.js';
import { unreadable } from '../../values/canonical.js';
import { canonicalDecimal } from '../../values/decimal.js';
import { canonicalDate, canonicalInstant } from '../../values/instant.js';
import type { Comparison, Dialect } from '../dialect.js';
import { baseType, columnTypes, describeType } from './column-types.js';
import { plainText } from '../../values/plain-text.js';

export function quotePostgres(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** With its table, because a bare name in ORDER BY means the column of the select list, whose value was converted. */
function reference(column: DefinedColumn): string {
  return `${quotePostgres(column.table)}.${quotePostgres(column.name)}`;
}

const textTypes = new Set(['text', 'character varying']);

/** Without a type from the database the definition is believed. */
function baseOf(column: DefinedColumn): string {
  return column.databaseType === undefined
    ? baseType(columnTypes[column.type].replace(/ COLLATE.*/, ''))
    : baseType(column.databaseType);
}

function comparable(column: DefinedColumn, comparison: Comparison): string {
  const quoted = reference(column);
  const base = baseOf(column);
  switch (column.type) {
    case 'text': {
      const text = textTypes.has(base) ? quoted : `${quoted}::text`;
      if (comparison === 'order') return `${text} COLLATE "C"`;
      return base === 'character' ? quoted : text;
    }
    case 'integer':
    case 'bigint':
      return describeType(base).type === 'text' ? `${quoted}::bigint` : quoted;
    case 'decimal':
      return comparableDecimal(column, quoted);
    case 'boolean':
      return base === 'boolean' ? quoted : `(${quoted}::text IN ('1', 't', 'true', 'T', 'TRUE'))`;
    case 'date':
      return base === 'date' ? quoted : `${quoted}::date`;
    case 'timestamp':
      return comparableInstant(column, quoted, base);
    case 'real':
    case 'json':
      return quoted;
  }
}

/** Rows are read with the defined scale, so they are compared with it: a view's sum may have more digits. */
function comparableDecimal(column: DefinedColumn, quoted: string): string {
  const { scale } = describeType(column.databaseType ?? '');
  if (column.databaseType === undefined || column.scale === undefined || (scale !== undefined && scale <= column.scale))
    return quoted;
  const numeric =
    baseOf(column) === 'numeric' || describeType(baseOf(column)).type === 'integer' ? quoted : `${quoted}::numeric`;
  return `round(${numeric}, ${column.scale})`;
}

/** Rows are read in milliseconds, so they are compared in them, and a local time is one of UTC. */
function comparableInstant(column: DefinedColumn, quoted: string, base: string): string {
  const instant = base === 'timestamp with time zone' ? quoted : `(${quoted}::timestamp AT TIME ZONE 'UTC')`;
  const exact = column.databaseType === undefined || /\([0-3]\)/.test(column.databaseType);
  return exact ? instant : `date_trunc('milliseconds', ${instant})`;
}

function comparandType(column: DefinedColumn, comparison: Comparison): string {
  const base = baseOf(column);
  switch (column.type) {
    case 'text':
      return base === 'character' && comparison === 'equality' ? 'bpchar' : 'text';
    case 'integer':
    case 'bigint':
      return base === 'numeric' ? 'numeric' : 'bigint';
    case 'decimal':
      return 'numeric';
    case 'real':
      return base === 'real' ? 'real' : 'double precision';
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'timestamp':
      return 'timestamptz';
    case 'json':
      return 'jsonb';
  }
}

function readValue(column: DefinedColumn, text: string): Value | undefined {
  switch (column.type) {
    case 'text':
      return text;
    case 'integer':
    case 'real': {
      const number = text.trim() === '' ? NaN : Number(text);
      const valid = column.type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return valid ? number : undefined;
    }
    case 'bigint':
      return canonicalDecimal(text, 0);
    case 'decimal':
      return canonicalDecimal(text, column.scale);
    case 'boolean':
      if (/^(1|t|true)$/i.test(text)) return true;
      return /^(0|f|false)$/i.test(text) ? false : undefined;
    case 'date':
      return canonicalDate(text);
    case 'timestamp':
      return canonicalInstant(text);
    case 'json':
      return JSON.parse(text) as Value;
  }
}

/** `foldCollation`: a collation whose case rules know all of Unicode, as found in the database; undefined when it has none. */
export function createPostgresDialect(foldCollation: string | undefined): Dialect {
  const folded = (text: string) =>
    `lower(${text}${foldCollation === undefined ? '' : ` COLLATE ${quotePostgres(foldCollation)}`})`;
  const toDatabase = (column: DefinedColumn, value: Value): unknown => {
    if (value === null) return null;
    return column.type === 'json' ? JSON.stringify(value) : plainText(value);
  };
  return {
    engine: 'postgres',
    quote: quotePostgres,
    reference,
    placeholder: (position) => `$${position}`,
    columnType: (column) => {
      const sized = column.type === 'decimal' && column.precision !== undefined;
      return sized ? `numeric(${column.precision}, ${column.scale ?? 0})` : columnTypes[column.type];
    },
    entityColumnType: (column) => {
      if (column.type === 'integer' || column.type === 'bigint') return 'bigint';
      if (column.type === 'timestamp') return 'timestamp with time zone';
      if (column.type === 'real') return 'double precision';
      if (column.type === 'decimal') return 'numeric';
      return column.type === 'json' ? 'jsonb' : column.type;
    },
    read: (column) => {
      const quoted = reference(column);
      // `character(n)` is padded with blanks; its text is not.
      return column.type === 'text' && !textTypes.has(baseOf(column)) ? `${quoted}::text` : quoted;
    },
    fromDatabase: (column, raw) => {
      if (raw === null || raw === undefined) return null;
      const value = readValue(column, plainText(raw));
      if (value === undefined) throw unreadable(column, raw);
      return value;
    },
    toDatabase,
    stored: (column, placeholder) =>
      column.type === 'json' && baseOf(column) === 'jsonb' ? `${placeholder}::jsonb` : placeholder,
    comparable,
    toComparand: toDatabase,
    comparand: (column, placeholder, comparison) => `${placeholder}::${comparandType(column, comparison)}`,
    textMatch: (column, kind, placeholder) => {
      const text = folded(textTypes.has(baseOf(column)) ? reference(column) : `${reference(column)}::text`);
      const pattern = folded(`${placeholder}::text`);
      return kind === 'contains' ? `strpos(${text}, ${pattern}) > 0` : `starts_with(${text}, ${pattern})`;
    },
    toTextPattern: (text) => text,
    nullsOrder: (column, direction) => {
      if (!column.nullable) return '';
      return direction === 'asc' ? ' NULLS FIRST' : ' NULLS LAST';
    },
    lockFreeRows: ' FOR UPDATE SKIP LOCKED',
    maxParameters: 30_000,
    maxRowsPerInsert: 1_000,
  };
}
