import { createRequire, registerHooks } from 'node:module';
import type { ResolveFnOutput } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Marks the modules of one loading in their URLs. */
const MARK = 'caruso';
/** What the framework brings to components that lie where Node would not find it. */
const brought = /^(@caruso\/|zod($|\/))/;

interface Generation {
  /** URL of the folder, with the slash at its end. */
  readonly root: string;
  /** Files of the modules in the order in which they were asked for: where to look for a mistake. */
  readonly files: string[];
  /** What it imports later on, perhaps with every call, is not noted. */
  loaded: boolean;
}

const generations = new Map<string, Generation>();
let hooked = false;

/** What was thrown while a module was loaded, and the files that were loaded for it. */
export class ModuleFailure extends Error {
  constructor(
    override readonly cause: unknown,
    readonly files: readonly string[],
  ) {
    super('The module could not be loaded');
  }
}

/** Imports a module as anybody would. Throws ModuleFailure. */
export async function importShared(file: string): Promise<unknown> {
  hookOnce();
  try {
    return await import(pathToFileURL(file).href);
  } catch (thrown) {
    throw new ModuleFailure(thrown, [file]);
  }
}

/**
 * Imports a module and all others of its folder anew: Node keeps a module by its URL for ever, so each loading has URLs of its own
 * (`?caruso=2`), which its modules hand on to those they import; what is in node_modules is shared. The code of an earlier loading stays in
 * memory until the process ends: a component in a process of its own gives it back. `folder` and `file` are real paths. Throws
 * ModuleFailure.
 */
export async function importAnew(file: string, folder: string): Promise<unknown> {
  hookOnce();
  const number = String(generations.size + 1);
  const generation: Generation = {
    root: pathToFileURL(path.join(folder, path.sep)).href,
    files: [file],
    loaded: false,
  };
  generations.set(number, generation);
  forgetRequired(folder);
  const url = pathToFileURL(file);
  url.searchParams.set(MARK, number);
  try {
    return await import(url.href);
  } catch (thrown) {
    throw new ModuleFailure(thrown, [...generation.files]);
  } finally {
    generation.loaded = true;
    generation.files.length = 0;
  }
}

function hookOnce(): void {
  if (hooked) return;
  hooked = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      let found: ResolveFnOutput;
      try {
        found = nextResolve(specifier, context);
      } catch (thrown) {
        if (!brought.test(specifier)) throw thrown;
        return nextResolve(specifier, { ...context, parentURL: import.meta.url });
      }
      const number = context.parentURL === undefined ? null : markOf(context.parentURL);
      const generation = number === null ? undefined : generations.get(number);
      if (number === null || generation === undefined || !belongs(found.url, generation)) return found;
      const url = new URL(found.url);
      url.searchParams.set(MARK, number);
      if (!generation.loaded) generation.files.push(fileURLToPath(found.url));
      return { ...found, url: url.href };
    },
  });
}

function markOf(url: string): string | null {
  // Looked at for every module of the process: a URL is parsed only where the mark can be.
  return url.includes(`${MARK}=`) ? new URL(url).searchParams.get(MARK) : null;
}

function belongs(url: string, { root }: Generation): boolean {
  return url.startsWith(root) && !url.slice(root.length).split('/').includes('node_modules');
}

/** CommonJS modules are kept by their file, whatever the URL. */
function forgetRequired(folder: string): void {
  const { cache } = createRequire(import.meta.url);
  for (const file of Object.keys(cache)) {
    const inside = path.relative(folder, file);
    if (inside.startsWith('..') || path.isAbsolute(inside) || inside.split(path.sep).includes('node_modules')) continue;
    delete cache[file];
  }
}
