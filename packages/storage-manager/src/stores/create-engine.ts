import type { CarusoError, Clock } from '@caruso/core-service-manager/contract';
import type { DatabaseSettings } from '../contract/index.js';
import type { Engine } from '../engines/engine.js';
import type { StoreAddress } from './store-address.js';

export interface EngineSurroundings {
  readonly clock: Clock;
  readonly onLost: (error: CarusoError) => void;
}

/** Imports an engine when a store needs it, so that nobody pays for a database that is not there. */
export async function createEngine(
  address: StoreAddress,
  settings: DatabaseSettings,
  around: EngineSurroundings,
): Promise<Engine> {
  const readOnly = settings.access === 'read-only';
  if (address.engine === 'sqlite') {
    const { createSqliteEngine } = await import('../engines/sqlite/sqlite-engine.js');
    return createSqliteEngine({
      file: address.file,
      frozen: settings.schema === 'frozen',
      readOnly,
      load: address.load,
      label: address.label,
      sleep: (ms) => new Promise((resolve) => around.clock.after(ms, () => resolve(undefined))),
    });
  }
  const { createPostgresEngine } = await import('../engines/postgres/postgres-engine.js');
  return createPostgresEngine({ url: address.url, readOnly, label: address.label, onLost: around.onLost });
}
