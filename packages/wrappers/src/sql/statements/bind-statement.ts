import type { Database, Parameter, Statement } from '../databases/database.js';
import type { ParsedStatement } from './parse-statement.js';

/** The statement as the database takes it. MariaDB has no lists: `IN (:ids)` gets a placeholder for each member. */
export function bindStatement(
  { texts, names }: ParsedStatement,
  engine: Database['engine'],
  values: Readonly<Record<string, Parameter>>,
): Statement {
  const parameters: Parameter[] = [];
  const positions = new Map<string, number>();
  let sql = texts[0] ?? '';
  for (const [index, name] of names.entries()) {
    const value = values[name] ?? null;
    if (engine === 'postgres') {
      const position = positions.get(name) ?? parameters.push(value);
      positions.set(name, position);
      sql += `$${position}`;
    } else if (Array.isArray(value)) {
      const members = value as readonly Parameter[];
      parameters.push(...members);
      // IN () is no SQL; IN (NULL) holds for nothing.
      sql += members.length === 0 ? 'NULL' : members.map(() => '?').join(', ');
    } else {
      parameters.push(value);
      sql += '?';
    }
    sql += texts[index + 1] ?? '';
  }
  return { sql, parameters };
}
