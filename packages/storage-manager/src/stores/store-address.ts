import { isAbsolute, resolve } from 'node:path';
import type { DatabaseSettings } from '../contract/index.js';

/** Where a store is, from its settings; `label` names it in messages and never holds a password. */
export type StoreAddress =
  | { readonly engine: 'sqlite'; readonly file: string; readonly load: readonly string[]; readonly label: string }
  | { readonly engine: 'postgres'; readonly url: string; readonly label: string };

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly appDir: string;
  readonly dataDir: string;
}

type Outcome = { readonly address: StoreAddress } | { readonly problem: string };

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** A value that stands for the user or the password may hold any character; elsewhere it is taken as it is. */
function expand(url: string, environment: Surroundings['environment'], missing: string[]): string {
  const userEnd = /^[a-z]+:\/\/[^/@]*(?=@)/.exec(url)?.[0].length ?? 0;
  return url.replace(variable, (_text, name: string, offset: number) => {
    const value = environment[name];
    if (value === undefined || value === '') missing.push(name);
    return offset < userEnd ? encodeURIComponent(value ?? '') : (value ?? '');
  });
}

function sqliteAddress(name: string, file: string, settings: DatabaseSettings, around: Surroundings): Outcome {
  if (file === '') return { problem: `stores.${name}.url: name a file, e.g. sqlite:${name}.db` };
  const load = settings.load.map((path) => resolve(around.appDir, path));
  if (file === ':memory:')
    return { address: { engine: 'sqlite', file, load, label: `Store ${name} (SQLite in memory)` } };
  const path = isAbsolute(file) ? file : resolve(around.dataDir, file);
  return { address: { engine: 'sqlite', file: path, load, label: `Store ${name} (SQLite file ${file})` } };
}

function postgresAddress(name: string, text: string, settings: DatabaseSettings): Outcome {
  if (settings.load.length > 0)
    return {
      problem: `stores.${name}.load: fills SQLite stores only; load the files into PostgreSQL with psql and leave it out`,
    };
  if (!URL.canParse(text))
    return { problem: `stores.${name}.url: not a URL; write postgres://USER:PASSWORD@HOST:PORT/DATABASE` };
  const url = new URL(text);
  const database = url.pathname.slice(1);
  if (database === '') return { problem: `stores.${name}.url: the name of the database is missing behind the host` };
  const host = url.host === '' ? (url.searchParams.get('host') ?? 'localhost') : url.host;
  return {
    address: {
      engine: 'postgres',
      url: text,
      label: `Store ${name} (PostgreSQL at ${host}, database ${decodeURIComponent(database)})`,
    },
  };
}

/** The address, or what is wrong with the settings in words for the integrator. */
export function storeAddress(name: string, settings: DatabaseSettings, around: Surroundings): Outcome {
  const missing: string[] = [];
  const url = expand(settings.url, around.environment, missing);
  if (missing.length > 0) {
    return {
      problem: `stores.${name}.url: set the environment variable${missing.length > 1 ? 's' : ''} ${[...new Set(missing)].join(', ')}`,
    };
  }
  if (url.startsWith('sqlite:'))
    return sqliteAddress(name, url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, ''), settings, around);
  if (/^postgres(ql)?:\/\//.test(url)) return postgresAddress(name, url, settings);
  if (/^(mariadb|mysql):\/\//.test(url)) {
    return { problem: `stores.${name}.url: MariaDB is not supported yet; use sqlite: or postgres://` };
  }
  return { problem: `stores.${name}.url: must begin with sqlite: or postgres://` };
}
