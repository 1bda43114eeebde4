import { readFile, rename, rm } from 'node:fs/promises';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { openConnection } from './open-connection.js';
import type { SqliteConnection } from './open-connection.js';

function isEmpty(connection: SqliteConnection): boolean {
  return (
    connection.run({ sql: "SELECT 1 FROM sqlite_master WHERE name NOT LIKE 'sqlite%' LIMIT 1", parameters: [] }).rows
      .length === 0
  );
}

async function execute(connection: SqliteConnection, files: readonly string[]): Promise<void> {
  const { database } = connection;
  database.exec('BEGIN IMMEDIATE');
  // Rows may come before the rows they refer to.
  database.pragma('defer_foreign_keys = ON');
  for (const file of files) {
    try {
      database.exec(await readFile(file, 'utf8'));
      if (!database.inTransaction)
        throw new Error('it ends the transaction it is loaded in; leave out BEGIN, COMMIT and ROLLBACK');
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new CarusoError(
        'unavailable',
        `Loading ${file} failed, so nothing was loaded: ${reason}`,
        { file },
        { cause: thrown },
      );
    }
  }
  try {
    database.exec('COMMIT');
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CarusoError(
      'unavailable',
      `Loading ${files.join(', ')} failed, so nothing was loaded: ${reason}`,
      {},
      { cause: thrown },
    );
  }
}

/** Fills an empty database in memory; does nothing when it has tables. */
export async function loadIntoMemory(connection: SqliteConnection, files: readonly string[]): Promise<void> {
  if (files.length > 0 && isEmpty(connection)) await execute(connection, files);
}

/**
 * Creates `target` from SQL files unless it already holds tables. The files are loaded beside it and moved into place
 * when all is there, so that neither an error nor the end of the process leaves a half-loaded database.
 */
export async function loadIntoFile(target: string, files: readonly string[]): Promise<void> {
  const existing = await openConnection({ file: target, readonly: false, fileMustExist: false, wal: false });
  const empty = isEmpty(existing);
  await existing.close();
  if (!empty) return;
  const loading = `${target}.loading`;
  await removeDatabase(loading);
  const connection = await openConnection({ file: loading, readonly: false, fileMustExist: false, wal: false });
  try {
    await execute(connection, files);
    await connection.close();
  } catch (thrown) {
    await connection.close();
    await removeDatabase(loading);
    throw thrown;
  }
  await rename(loading, target);
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(file + suffix, { force: true });
}
