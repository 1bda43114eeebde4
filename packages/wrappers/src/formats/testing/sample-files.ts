import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ParsedRow, RecordParser } from '../record-parser.js';

export interface SampleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const formats = fileURLToPath(new URL('..', import.meta.url));
/** Real input that is not in the repository; elsewhere only the samples are read. */
const shared = process.env['CARUSO_SHARED_DATA'] ?? join(formats, '../../../../../shared/data');

/** The files of a format that the repository holds, and those of the shared data where it is there. */
export function sampleFiles(format: string, sharedFolder: string, ending: string): readonly SampleFile[] {
  const own = join(formats, format, 'samples');
  const folders = [own, join(shared, sharedFolder)].filter(existsSync);
  const paths = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name)),
  );
  const byName = new Map(paths.map((path) => [basename(path), path]));
  return [...byName].map(([name, path]) => ({ name, bytes: readFileSync(path) }));
}

/** A file of the repository's samples. */
export function sample(format: string, name: string): Buffer {
  return readFileSync(join(formats, format, 'samples', name));
}

/** What another library makes of a file, stored beside it: `<file>.expected.json`. */
export function expectedFor(format: string, sharedFolder: string, name: string): unknown {
  const paths = [join(formats, format, 'samples', name), join(shared, sharedFolder, name)];
  const path = paths.findLast(existsSync);
  return path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8'));
}

export interface ParsedFile {
  readonly rows: readonly ParsedRow[];
  readonly records: readonly Record<string, unknown>[];
  readonly bad: readonly Extract<ParsedRow, { kind: 'bad' }>[];
}

/** A file given to a parser, in chunks of the given size. */
export async function parsed(
  parser: RecordParser,
  content: Uint8Array | string,
  { encoding, chunk = 65_536 }: { readonly encoding?: string; readonly chunk?: number } = {},
): Promise<ParsedFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const rows: ParsedRow[] = [];
  for await (const row of parser.parse(chunks(bytes, chunk), encoding === undefined ? {} : { encoding }))
    rows.push(row);
  return {
    rows,
    records: rows.flatMap((row) => (row.kind === 'record' ? [row.record] : [])),
    bad: rows.flatMap((row) => (row.kind === 'bad' ? [row] : [])),
  };
}

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
