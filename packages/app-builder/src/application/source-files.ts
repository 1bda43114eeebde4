import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A file of an application or a pack. */
export interface SourceFile {
  /** As findings name it: relative to the application's folder, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** The kinds of file that make an application, by folder. */
export const sourceFolders = {
  objects: '.yaml',
  scripts: '.xml',
  screens: '.yaml',
  queues: '.yaml',
  reports: '.yaml',
} as const;
export type SourceKind = keyof typeof sourceFolders;
export type SourceFiles = Readonly<Record<SourceKind, readonly SourceFile[]>>;

/**
 * Files of all layers, packs first, the application last. A file of a later layer replaces one of the same name;
 * object models are the exception: they add to the class of the earlier layer, so all of them are kept.
 */
export async function readSourceFiles(layers: readonly string[], appDir: string): Promise<SourceFiles> {
  const kinds = Object.keys(sourceFolders) as SourceKind[];
  const read = await Promise.all(kinds.map(async (kind) => [kind, await readKind(kind, layers, appDir)] as const));
  return Object.fromEntries(read) as Record<SourceKind, readonly SourceFile[]>;
}

async function readKind(kind: SourceKind, layers: readonly string[], appDir: string): Promise<readonly SourceFile[]> {
  const files = new Map<string, SourceFile>();
  for (const layer of layers) {
    const folder = path.join(layer, kind);
    for (const name of await namesIn(folder, sourceFolders[kind])) {
      const at = path.join(folder, name);
      const file = path.relative(appDir, at).split(path.sep).join('/');
      files.set(kind === 'objects' ? at : name, { file, text: await readFile(at, 'utf8') });
    }
  }
  return [...files.values()];
}

async function namesIn(folder: string, ending: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(ending)).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
