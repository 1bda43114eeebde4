import type { DatabaseColumn } from '../engines/engine.js';
import type { DefinedTable } from './defined-table.js';

/** What a definition names and the database has not: `TABLE` or `TABLE.COLUMN`, with a hint where only the case differs. */
export function missingParts(table: DefinedTable, actual: readonly DatabaseColumn[] | null): readonly string[] {
  if (actual === null) return [table.name];
  const names = new Set(actual.map((column) => column.name));
  return [...table.columns.keys()]
    .filter((name) => !names.has(name))
    .map((name) => {
      const similar = actual.find((column) => column.name.toLowerCase() === name.toLowerCase());
      return `${table.name}.${name}${similar ? ` (there is ${similar.name})` : ''}`;
    });
}

export function databaseTypes(actual: readonly DatabaseColumn[]): ReadonlyMap<string, string> {
  return new Map(actual.map((column) => [column.name, column.databaseType]));
}
