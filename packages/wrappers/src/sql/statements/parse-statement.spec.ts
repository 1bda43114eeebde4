import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindStatement } from './bind-statement.js';
import { parseStatement } from './parse-statement.js';

const sql = (engine: 'postgres' | 'mariadb', text: string, values: Record<string, string | number | string[]> = {}) =>
  bindStatement(parseStatement(text, engine), engine, values);

describe('a statement of the settings', () => {
  it('has its values bound, in PostgreSQL each once', () => {
    const text = 'SELECT * FROM t WHERE a = :a AND b = :b OR c = :a;';
    const values = { a: 1, b: 'x' };
    expect(sql('postgres', text, values)).toEqual({
      sql: 'SELECT * FROM t WHERE a = $1 AND b = $2 OR c = $1',
      parameters: [1, 'x'],
    });
    expect(sql('mariadb', text, values)).toEqual({
      sql: 'SELECT * FROM t WHERE a = ? AND b = ? OR c = ?',
      parameters: [1, 'x', 1],
    });
  });

  it.each([
    [
      'postgres',
      `SELECT ':a', ":b", E'\\':c', 'it''s :d', $$ :e; $$, $t$ $$ :f $t$, x::text, y[1:n] -- :g ;\n /* :h ; */`,
    ],
    ['mariadb', `SELECT ':a', ":b", \`:c\`, 'it\\'s :d', @x := 1 # :e ;\n -- :f ;\n /* :g ; ? */`],
  ] as const)('of %s takes nothing within quotes and comments for a placeholder', (engine, text) => {
    expect(parseStatement(text, engine)).toEqual({ texts: [text.trim()], names: [] });
  });

  it.each([
    ['postgres', 'SELECT 1; SELECT 2', 'one statement only'],
    ['mariadb', 'SELECT ?', 'write :name'],
    ['postgres', 'SELECT $1', 'write :name'],
    ['postgres', `SELECT 'open`, 'is not closed'],
  ] as const)('of %s is refused: %s', (engine, text, message) => {
    expect(() => parseStatement(text, engine)).toThrow(message);
  });

  it('of MariaDB gets a placeholder for each member of a list, and none holds for an empty one', () => {
    expect(sql('mariadb', 'SELECT * FROM t WHERE a IN (:ids)', { ids: ['1', '2'] })).toEqual({
      sql: 'SELECT * FROM t WHERE a IN (?, ?)',
      parameters: ['1', '2'],
    });
    expect(sql('mariadb', 'SELECT * FROM t WHERE a IN (:ids)', { ids: [] })).toMatchObject({
      sql: 'SELECT * FROM t WHERE a IN (NULL)',
    });
  });

  it('never has a value in its text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12 }),
        fc.constantFrom('postgres' as const, 'mariadb' as const),
        (value, engine) => {
          const bound = sql(engine, 'SELECT :a', { a: value });
          expect(bound.sql).toBe(engine === 'postgres' ? 'SELECT $1' : 'SELECT ?');
          expect(bound.parameters).toEqual([value]);
        },
      ),
    );
  });
});
