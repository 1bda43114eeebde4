import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createReceiver } from './testing/servers/receiver.js';
import { startApplication, temporaryDir, until } from './testing/servers/storage-application.js';

const writer = fileURLToPath(new URL('testing/crash/writer.mjs', import.meta.url));
const built = fileURLToPath(new URL('../dist/component.js', import.meta.url));

/** Runs the writer until it has told `enough`, then kills it; returns all that it told. */
async function runAndKill(dataDir: string, enough: (told: readonly string[]) => boolean): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines = () => text.split('\n').slice(0, -1);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (enough(lines())) child.kill('SIGKILL');
    });
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`the writer ended: ${errors}`)),
    );
  });
  return lines();
}

it('keeps everything that was acknowledged, and runs the task that was running again, after the process is killed at any instant', async () => {
  expect(existsSync(built), 'the package must be built: npm run build').toBe(true);
  const dir = await temporaryDir();
  const written: number[] = [];
  for (const count of [7, 40, 83]) {
    // Each run begins where the log ends, because the writer counts from 1: a new data folder for each.
    const told = await runAndKill(
      `${dir.path}/${count}`,
      (lines) => lines.length >= count && lines.includes('running unfinished'),
    );
    const acknowledged = told.flatMap((line) => (line.startsWith('written ') ? [Number(line.slice(8))] : []));
    written.push(acknowledged.length);
    const receiver = createReceiver();
    const app = await startApplication({
      dataDir: `${dir.path}/${count}`,
      components: [{ component: receiver.component }],
    });
    await app.storage.define({
      store: 'own',
      tables: [{ name: 'note', columns: [{ name: 'id', type: 'integer' }], primaryKey: ['id'] }],
    });
    const notes = (await app.storage.select({ store: 'own', table: 'note', limit: 10_000 })).map(({ id }) =>
      Number(id),
    );
    const events = (await app.events.read({ types: ['note.written'], limit: 10_000 })).map(({ data }) =>
      Number(data['id']),
    );
    const tasks = (await app.tasks.list({ states: ['waiting'], limit: 1000 })).map(({ key }) => Number(key.slice(6)));
    expect(notes).toEqual(expect.arrayContaining(acknowledged));
    const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b);
    expect(ascending(events)).toEqual(ascending(notes));
    expect(ascending(tasks.filter(Number.isFinite))).toEqual(ascending(notes));
    await until(() => receiver.received.length > 0);
    expect(receiver.received).toEqual([{ n: 1, key: 'unfinished', principal: 'test' }]);
    await until(async () => (await app.tasks.list({ keys: ['unfinished'] }))[0]?.state === 'done');
    await app.stop();
  }
  expect(Math.min(...written)).toBeGreaterThan(0);
  await dir.remove();
}, 120_000);
