import { changedSince, codeFingerprint } from './code-fingerprint.js';
import { importAnew, importShared } from './module-generations.js';

/** A module that is to be imported, and whose it is. Real paths. */
export interface ModuleLocation {
  readonly file: string;
  /** What belongs to the component, and is loaded anew with it. */
  readonly folder: string;
  /** Installed beside the application or the framework. */
  readonly shared: boolean;
  /** A file without a package. */
  readonly loose: boolean;
}

/** What was loaded last from a folder. */
interface Loading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined: as everybody imports it. */
  readonly fingerprint: string | undefined;
  readonly modules: Map<string, unknown>;
}

const last = new Map<string, Loading>();

/**
 * The module with the code as it is now: what has not changed is not loaded again, so it takes no more memory. A loose file is always loaded
 * anew, because nobody can say what belongs to it. Throws ModuleFailure.
 */
export async function importCurrent(location: ModuleLocation): Promise<unknown> {
  const { file, folder, shared, loose } = location;
  if (loose) return importAnew(file, folder);
  const known = last.get(folder);
  if (known === undefined ? shared : known.fingerprint === undefined) return importInstalled(location, known);
  const fingerprint = await codeFingerprint(folder);
  if (known?.fingerprint === fingerprint && known.modules.has(file)) return known.modules.get(file);
  return load(
    location,
    known?.fingerprint === fingerprint ? known : { at: Date.now(), fingerprint, modules: new Map() },
  );
}

/** At first it shares its modules with those who import them; when it was upgraded since, it gets its own. */
async function importInstalled(location: ModuleLocation, known: Loading | undefined): Promise<unknown> {
  const { file, folder } = location;
  if (known?.modules.has(file) !== true) {
    return load(location, known ?? { at: Date.now(), fingerprint: undefined, modules: new Map() });
  }
  if (!(await changedSince(folder, known.at))) return known.modules.get(file);
  return load(location, { at: Date.now(), fingerprint: await codeFingerprint(folder), modules: new Map() });
}

async function load({ file, folder }: ModuleLocation, loading: Loading): Promise<unknown> {
  const { fingerprint, modules } = loading;
  try {
    const module = fingerprint === undefined ? await importShared(file) : await importAnew(file, folder);
    modules.set(file, module);
    last.set(folder, loading);
    return module;
  } catch (thrown) {
    // Node keeps the failure of a module too: when it is mended it must have another URL.
    if (fingerprint === undefined) last.set(folder, { at: loading.at, fingerprint: '', modules: new Map() });
    throw thrown;
  }
}
