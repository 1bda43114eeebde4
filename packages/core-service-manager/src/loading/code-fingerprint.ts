import { createHash } from 'node:crypto';
import { glob, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What Node keeps in memory once it is imported. */
const CODE = '**/*.{js,mjs,cjs,ts,mts,cts,json,wasm}';

/** Changes when any file of code in the folder does, apart from its node_modules. */
export async function codeFingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await codeFiles(folder)) {
    hash.update(`${path.relative(folder, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** Whether any of these files was written after an instant, in milliseconds since 1970: cheaper, and true of what npm has put there. */
export async function changedSince(folder: string, instant: number): Promise<boolean> {
  // Not the time of the last modification: npm gives all files the same.
  const times = await Promise.all((await codeFiles(folder)).map(async (file) => (await stat(file)).ctimeMs));
  return times.some((time) => time >= instant);
}

async function codeFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(CODE, { cwd: folder, exclude: (name) => path.basename(name) === 'node_modules' })) {
    files.push(path.join(folder, file));
  }
  return files.toSorted();
}
