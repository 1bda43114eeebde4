import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const Database = createRequire(import.meta.url)('better-sqlite3') as new (
  file: string,
  options: { readonly timeout: number },
) => { pragma(text: string): unknown; exec(text: string): unknown; close(): unknown };

/** Who leases tasks. */
export interface LeaseOwner {
  readonly id: string;
  release(): void;
}

/**
 * One process after the other on a data folder is the same owner, so that a new one takes back at once what a killed one was running.
 * A second one at the same time (a new version that is started beside the old one, another process of the application) is another owner:
 * it would else run again what the first is running. Who was first shows a lock that the operating system frees when its holder dies.
 */
export async function claimLeaseOwner(dataDir: string): Promise<LeaseOwner> {
  await mkdir(dataDir, { recursive: true });
  const lock = tryLock(join(dataDir, 'lease-owner.lock'));
  if (lock === undefined) return { id: randomUUID(), release: () => undefined };
  const file = join(dataDir, 'lease-owner');
  const known = await readFile(file, 'utf8').catch(() => '');
  const id = known === '' ? randomUUID() : known;
  if (known === '') await writeFile(file, id);
  return { id, release: lock };
}

/** Frees the lock; undefined when somebody has it. */
function tryLock(file: string): (() => void) | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database.close();
    if ((thrown as { readonly code?: unknown }).code === 'SQLITE_BUSY') return undefined;
    throw thrown;
  }
  return () => void database.close();
}
