import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { DroppedFile } from '../contract/file-drop.js';
import { temporaryFolder } from './testing/drop-application.js';

const taker = fileURLToPath(new URL('testing/crash/taker.mjs', import.meta.url));
const built = fileURLToPath(new URL('../../dist/file-drop/component.js', import.meta.url));

const isBad = (row: number) => row % 50 === 0;
const linesOf = async (file: string): Promise<string[]> =>
  existsSync(file) ? (await readFile(file, 'utf8')).split('\n').slice(0, -1) : [];

/** Runs the file drop until the receiver has seen `attempts` calls, then kills it; or to its end, and returns the file. */
async function run(folder: string, concurrent: number, attempts: number | undefined): Promise<DroppedFile | undefined> {
  const child = spawn(process.execPath, [taker, folder, String(concurrent)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  while (attempts !== undefined && child.exitCode === null && child.signalCode === null) {
    if ((await linesOf(join(folder, 'attempts'))).length >= attempts) child.kill('SIGKILL');
    await pause(2);
  }
  if ((await ended) === 'SIGKILL') return undefined;
  const finished = /^finished (.*)$/m.exec(told)?.[1];
  if (finished === undefined) throw new Error(`the file drop ended: ${errors}`);
  return JSON.parse(finished) as DroppedFile;
}

it.each([1, 8])(
  'neither loses nor doubles a record when the process is killed again and again, with %i calls at once',
  async (concurrent) => {
    expect(existsSync(built), 'the package must be built: npm run build').toBe(true);
    const folder = await temporaryFolder();
    const rows = 1200;
    const lines = Array.from({ length: rows }, (_, at) => `E-${at + 1},${isBad(at + 1) ? 'x' : '1.5'}`);
    await writeFile(join(folder.inbox, 'day.csv'), ['meter,value', ...lines, ''].join('\n'));
    const good = rows - rows / 50;

    let kills = 0;
    let file: DroppedFile | undefined;
    for (const part of [0, 1, 90, 250, 520, 800, good - 60, good]) {
      const before = (await linesOf(join(folder.path, 'attempts'))).length;
      const known = (await linesOf(join(folder.path, 'received'))).length;
      file = await run(folder.path, concurrent, before + Math.max(0, part - known));
      if (file !== undefined) break;
      kills += 1;
    }
    file ??= await run(folder.path, concurrent, undefined);

    expect(kills).toBeGreaterThan(5);
    const received = (await linesOf(join(folder.path, 'received'))).map((line) => line.split('\t'));
    const expected = Array.from({ length: rows }, (_, at) => at + 1).filter((row) => !isBad(row));
    expect(received.map(([key]) => Number(key?.split('/').at(-1))).toSorted((a, b) => a - b)).toEqual(expected);
    expect(received.every(([key, meter]) => meter === `E-${key?.split('/').at(-1)}`)).toBe(true);
    expect(file).toMatchObject({ state: 'done', rows, delivered: good, bad: rows / 50, refused: 0, sentAgain: 0 });
    expect(await readdir(folder.inbox)).toEqual(['done']);
    // At most what lies between two notes of progress was sent again after each kill.
    expect((await linesOf(join(folder.path, 'attempts'))).length).toBeLessThanOrEqual(good + kills * 100);
    await folder.remove();
  },
  180_000,
);
