import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import { sqliteCode } from './driver.js';

/** SQLite's result codes (https://sqlite.org/rescode.html) in the words of the contract. */
export function sqliteError(thrown: unknown, where: string): CarusoError {
  const code = sqliteCode(thrown);
  if (thrown instanceof CarusoError || code === undefined) return asCarusoError(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = { cause: thrown };
  if (
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
    code === 'SQLITE_CONSTRAINT_ROWID'
  ) {
    const columns = (message.split(': ')[1] ?? '').split(', ').map((name) => name.slice(name.lastIndexOf('.') + 1));
    return new CarusoError('conflict', `There is already a row with this ${columns.join(', ')}`, { columns }, cause);
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new CarusoError('conflict', 'The row refers to a row that is not there, or is still referred to', {}, cause);
  }
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return new CarusoError('invalid', `The database refuses the row: ${message}`, {}, cause);
  if (code.startsWith('SQLITE_READONLY')) {
    return new CarusoError(
      'forbidden',
      `${where} is read-only (its setting \`access\`, or the rights of the file)`,
      {},
      cause,
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new CarusoError(
      'unavailable',
      `${where} is locked by another program: close it there, or try again`,
      {},
      cause,
    );
  }
  if (/^SQLITE_(CANTOPEN|IOERR|FULL|CORRUPT|NOTADB|PERM|LOCKED)/.test(code)) {
    return new CarusoError(
      'unavailable',
      `${where} cannot be used (${message}): check the file, its rights and the free space`,
      { sqlite: code },
      cause,
    );
  }
  return new CarusoError('internal', `${where}: ${message}`, { sqlite: code }, cause);
}
