import { systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import type { ResultTable } from '../databases/database.js';
import type { SqlOperationSettings } from '../settings.js';
import { fromDatabase } from '../values/database-value.js';

/** What a statement gave, in the operation's shape. Throws `not-found` for no row where there must be one, `refused` where columns are missing. */
export function shapeAnswer(system: string, name: string, settings: SqlOperationSettings, table: ResultTable): unknown {
  const { output, result } = settings;
  if (result === 'affected') return table.affected;
  if (result === 'rows') {
    const shape = Array.isArray(output) ? (output[0] as Shape) : output;
    return table.rows.map((row) => shapeRow(system, name, shape, table.columns, row));
  }
  const [row, ...more] = table.rows;
  if (row === undefined) throw wrongRequest(system, `${system} has no such record (${name})`, undefined, 'not-found');
  if (more.length > 0) throw systemRefuses(system, `${name} met ${table.rows.length} rows in ${system} instead of one`);
  return result === 'scalar' ? fromDatabase(row[0], output) : shapeRow(system, name, output, table.columns, row);
}

function shapeRow(
  system: string,
  operation: string,
  shape: Shape,
  columns: readonly string[],
  row: readonly unknown[],
): unknown {
  // A list of words: the first column.
  if (typeof shape === 'string') return fromDatabase(row[0], shape);
  if ('schema' in shape || Array.isArray(shape))
    return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
  const answer: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const [key, field] of Object.entries(shape as Readonly<Record<string, Shape>>)) {
    const name = key.replace(/\?$/, '');
    const exact = columns.indexOf(name);
    // PostgreSQL makes unquoted names small.
    const at = exact >= 0 ? exact : columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
    if (at >= 0) answer[name] = fromDatabase(row[at], field);
    else missing.push(name);
  }
  if (missing.length === 0) return answer;
  throw systemRefuses(
    system,
    `${operation} gives no column ${missing.join(', ')}; it gives ${columns.join(', ')}: correct its query or its output`,
  );
}
