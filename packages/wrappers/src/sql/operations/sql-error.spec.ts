import { describe, expect, it } from 'vitest';
import { isRolledBack, sqlError } from './sql-error.js';

const postgres = (code: string) => Object.assign(new Error('as the database says'), { code });
const mariadb = (errno: number, sqlState: string) =>
  Object.assign(new Error('as the database says'), { errno, sqlState, code: 'ER_SOMETHING' });

describe('what a database says', () => {
  it.each([
    ['a value out of range', postgres('22003'), 'invalid'],
    ['a key that is there', postgres('23505'), 'conflict'],
    ['a row that is missing', postgres('23503'), 'invalid'],
    ['nothing found', postgres('P0002'), 'not-found'],
    ['a deadlock', postgres('40P01'), 'conflict'],
    ['a rule of the procedure', postgres('P0001'), 'refused'],
    ['a missing privilege', postgres('42501'), 'refused'],
    ['a wrong password', postgres('28P01'), 'refused'],
    ['wrong SQL', postgres('42601'), 'refused'],
    ['being shut down', postgres('57P01'), 'unavailable'],
    ['a statement out of time', postgres('57014'), 'unavailable'],
    ['too many connections', postgres('53300'), 'unavailable'],
    ['a key that is there', mariadb(1062, '23000'), 'conflict'],
    ['a row that is missing', mariadb(1452, '23000'), 'invalid'],
    ['a text of a wrong type', mariadb(1366, 'HY000'), 'invalid'],
    ['a deadlock', mariadb(1213, '40001'), 'conflict'],
    ['a rule of the procedure', mariadb(1644, '45000'), 'refused'],
    ['a missing privilege', mariadb(1142, '42000'), 'refused'],
    ['a wrong password', mariadb(1045, '28000'), 'refused'],
    ['too many connections', mariadb(1040, '08004'), 'unavailable'],
    ['a statement out of time', mariadb(1969, '70100'), 'unavailable'],
  ])('%s (%s) is %s', (_what, thrown, code) => {
    const error = sqlError('erp', 'pay', thrown);
    expect(error).toMatchObject({
      code,
      message: expect.stringContaining('as the database says'),
      details: { system: 'erp', legacy: { message: 'as the database says' } },
    });
  });

  it('names the operation whose statement is wrong', () => {
    expect(sqlError('erp', 'pay', postgres('42P01'))?.message).toMatch(
      /cannot run pay: what is written for it in the settings is wrong/,
    );
  });

  it('may be tried again after a deadlock or a lock time-out only', () => {
    expect([postgres('40001'), mariadb(1213, '40001'), mariadb(1205, 'HY000')].map(isRolledBack)).toEqual([
      true,
      true,
      true,
    ]);
    expect([postgres('23505'), postgres('57014'), new Error('x')].map(isRolledBack)).toEqual([false, false, false]);
  });
});
