import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import type { SqlSettings } from '../settings.js';
import type { Database, DatabaseAddress } from './database.js';

export function engineOf(url: string): Database['engine'] {
  return url.startsWith('postgres') ? 'postgres' : 'mariadb';
}

/** Connects nowhere yet. Throws `invalid` for an address that is none, or a secret that is not set. */
export async function openDatabase(settings: SqlSettings, secrets: Secrets): Promise<Database> {
  const text = secrets.expand(settings.url);
  if (!URL.canParse(text)) throw new CarusoError('invalid', 'url: not a URL; write postgres://HOST:PORT/DATABASE');
  const url = new URL(text);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (database === '') throw new CarusoError('invalid', 'url: the name of the database is missing behind the host');
  const address: DatabaseAddress = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    database,
    tls: url.searchParams.get('ssl') === 'true',
    user: secrets.expand(settings.user),
    password: secrets.expand(settings.password),
    pool: settings.pool,
    statementMs: settings.timeoutMs,
  };
  if (engineOf(settings.url) === 'postgres') {
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(address);
  }
  const { openMariadb } = await import('./mariadb.js');
  return openMariadb(address);
}
