import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileIdentity } from './files/file-identity.js';
import { startDrop, temporaryFolder, until } from './testing/drop-application.js';
import type { DropApplication } from './testing/drop-application.js';
import { receiver } from './testing/receiver.js';
import { sharedData } from './testing/shared-data.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const running: DropApplication[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const app of running.splice(0)) await app.stop();
  await folder.remove();
});

async function start(
  settings: object,
  service = receiver(),
): Promise<DropApplication & { readonly service: typeof service }> {
  const app = await startDrop({ path: folder.path, settings, components: [service.component] });
  running.push(app);
  return { ...app, service };
}
const drop = (name: string, text: string) => writeFile(join(folder.inbox, name), text);
const listing = async (...path: string[]) => (await readdir(join(folder.inbox, ...path))).toSorted();
const idOf = (text: string, name: string) =>
  fileIdentity({
    drop: 'file-drop',
    name,
    size: Buffer.byteLength(text),
    contentHash: createHash('sha256').update(text).digest('hex'),
    same: 'name-and-content',
  });
const health = async (app: DropApplication) => (await app.manager.health()).get('file-drop');

const record = {
  meter: { from: 'Meter', type: 'text' },
  value: { from: 'Value', type: 'decimal', decimal: ',' },
  day: { from: 'Day', type: 'date', format: 'YYYYMMDD' },
};
const csv = { format: 'csv', options: { delimiter: ';' }, record };

describe('a dropped file', () => {
  it('becomes records for the service, each with a key of its own, and goes to done', async () => {
    await drop('day.csv', 'Meter;Value;Day\nE-1;12,50;20261122\nE-2;7;20261123\n');
    const { finished, service } = await start(csv);
    const [file] = await finished(1);
    expect(file).toMatchObject({
      name: 'day.csv',
      state: 'done',
      rows: 2,
      delivered: 2,
      bad: 0,
      refused: 0,
      movedAs: 'day.csv',
    });
    expect(service.received.map(({ input }) => input)).toEqual([
      { meter: 'E-1', value: '12.50', day: '2026-11-22' },
      { meter: 'E-2', value: '7', day: '2026-11-23' },
    ]);
    expect(service.received.map(({ key }) => key)).toEqual([`file-drop/${file?.id}/1`, `file-drop/${file?.id}/2`]);
    expect(await listing()).toEqual(['done']);
    expect(await listing('done')).toEqual(['day.csv']);
    expect(await readdir(join(folder.path, 'data/file-drop/file-drop'))).toEqual([]);
  });

  it('is told in the stream of files taken', async () => {
    const app = await start(csv);
    const next = app.drop.taken({})[Symbol.asyncIterator]();
    const first = next.next();
    await drop('day.csv', 'Meter;Value;Day\nE-1;12,50;20261122\n');
    expect(await first).toMatchObject({ value: { name: 'day.csv', state: 'done', delivered: 1 } });
    await next.return?.(undefined);
  });

  it('has its bad rows set aside with reason, line and text, and the rest loaded', async () => {
    await drop('day.csv', 'Meter;Value;Day\nE-1;x;20261122\nE-2;7;20261123\nE-3\nE-4;9;20261122\n');
    const { finished, drop: contract, service } = await start(csv);
    const [file] = await finished(1);
    expect(file).toMatchObject({ state: 'done', rows: 4, delivered: 2, bad: 2 });
    expect(service.received.map(({ input }) => input['meter'])).toEqual(['E-2', 'E-4']);
    expect(await contract.rows({ file: file?.id ?? '' })).toEqual([
      expect.objectContaining({ row: 1, line: 2, kind: 'bad', reason: 'value (Value): "x" is no decimal' }),
      expect.objectContaining({ row: 3, line: 4, kind: 'bad', reason: '1 fields where 3 were expected', raw: 'E-3' }),
    ]);
    await expect(contract.retryRow({ file: file?.id ?? '', row: 3 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(contract.retryRow({ file: file?.id ?? '', row: 2 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('with too many bad rows is rejected before anything is delivered, and taken again when the settings are mended', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `E-${n};${n < 5 ? '1.5' : '1,5'};20261122`);
    await drop('day.csv', ['Meter;Value;Day', ...rows, ''].join('\n'));
    const first = await start(csv);
    const [file] = await first.finished(1);
    expect(file).toMatchObject({
      state: 'rejected',
      rows: 40,
      delivered: 0,
      bad: 5,
      reason: '5 of its 40 rows are bad; 10% are allowed (maxBad).',
    });
    expect(first.service.received).toEqual([]);
    expect(await listing('rejected')).toEqual(['day.csv', 'day.csv.reason.txt']);
    expect(await readFile(join(folder.inbox, 'rejected/day.csv.reason.txt'), 'utf8')).toContain(
      'line 2: value (Value): "1.5" is no decimal',
    );
    expect(await first.drop.rows({ file: file?.id ?? '' })).toHaveLength(5);
    await first.stop();

    const second = await start({ ...csv, maxBad: 5 });
    await second.drop.retryFile({ file: file?.id ?? '' });
    await until(async () => (await second.drop.file({ file: file?.id ?? '' })).state === 'done');
    expect(second.service.received).toHaveLength(35);
    expect(await listing('rejected')).toEqual([]);
  });

  it('that cannot be read is rejected with the reason beside it', async () => {
    await drop('a.xml', '<r><x><n>1</n></x><x><n>2</n></x>');
    await drop('b.xml', '<!DOCTYPE r><r><x><n>1</n></x></r>');
    const { finished, service } = await start({ format: 'xml', options: { record: 'r/x' } });
    expect((await finished(2)).map(({ state, reason }) => [state, reason])).toEqual([
      ['rejected', expect.stringMatching(/cannot be read: line 1: /)],
      ['rejected', expect.stringMatching(/cannot be read: line 1: /)],
    ]);
    expect(service.received).toEqual([]);
    expect(await readFile(join(folder.inbox, 'rejected/b.xml.reason.txt'), 'utf8')).toContain(
      'a document type (DTD) is refused',
    );
  });

  it('sent again is recognised and not delivered again; new content under its name is a new file', async () => {
    const text = 'Meter;Value;Day\nE-1;12,50;20261122\n';
    await drop('day.csv', text);
    const app = await start(csv);
    const [file] = await app.finished(1);
    await drop('day.csv', text);
    await until(async () => (await app.drop.file({ file: file?.id ?? '' })).sentAgain === 1);
    expect(app.service.received).toHaveLength(1);
    expect(await listing('done')).toEqual(['day.2.csv', 'day.2.csv.reason.txt', 'day.csv']);
    expect(await readFile(join(folder.inbox, 'done/day.2.csv.reason.txt'), 'utf8')).toContain(
      'is the same file as day.csv, taken at',
    );
    await drop('day.csv', text.replace('12,50', '12,51'));
    await app.finished(2);
    expect(app.service.received.map(({ input }) => input['value'])).toEqual(['12.50', '12.51']);
  });

  it('is rejected unread when it is too large', async () => {
    await drop('day.csv', `Meter;Value;Day\n${'E-1;12,50;20261122\n'.repeat(1000)}`);
    const { finished } = await start({ ...csv, maxMegabytes: 0.01 });
    expect(await finished(1)).toMatchObject([
      { state: 'rejected', reason: expect.stringContaining('0.01 MB are allowed') },
    ]);
  });
});

it('a file that may not be read does not stand in the way of others', async () => {
  const app = await start(csv);
  await drop('a.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
  await app.finished(1);
  // A folder where the working copy of this very file belongs: it can be read, and not kept.
  await mkdir(join(folder.path, 'data/file-drop/file-drop', idOf('Meter;Value;Day\nE-2;1;20261122\n', 'b.csv'), 'x'), {
    recursive: true,
  });
  await drop('b.csv', 'Meter;Value;Day\nE-2;1;20261122\n');
  await until(async () => (await health(app))?.status === 'degraded');
  expect(await health(app)).toMatchObject({ reason: expect.stringContaining('b.csv cannot be taken') });
  await drop('c.csv', 'Meter;Value;Day\nE-3;1;20261122\n');
  await app.finished(2);
  expect(app.service.received.map(({ input }) => input['meter'])).toEqual(['E-1', 'E-3']);
  await rm(join(folder.inbox, 'b.csv'));
  await until(async () => (await health(app))?.status === 'up');
});

const statement = sharedData('banking', 'camt', 'camt053.v2.minimal.xml');
it.skipIf(statement === undefined)('a bank statement goes by the name of its format alone [shared data]', async () => {
  await copyFile(statement ?? '', join(folder.inbox, 'statement.xml'));
  const app = await start({ format: 'camt' });
  const [file] = await app.finished(1);
  expect(file).toMatchObject({ state: 'done', bad: 0 });
  expect(app.service.received.length).toBe(file?.delivered);
  expect(app.service.received[0]?.input).toHaveProperty('amount');
});

describe('what is not taken', () => {
  it('is a file that still grows, one with a name of unfinished ones, an empty one, and one of another pattern', async () => {
    const app = await start({ ...csv, files: '*.csv', settleSeconds: 0.5, pollSeconds: 0.1 });
    await drop('day.csv', 'Meter;Value;Day\n');
    await drop('next.csv.part', 'Meter;Value;Day\nE-9;1;20261122\n');
    await drop('.next.csv', 'Meter;Value;Day\nE-9;1;20261122\n');
    await drop('empty.csv', '');
    await drop('other.txt', 'Meter;Value;Day\nE-9;1;20261122\n');
    for (let n = 1; n <= 8; n++) {
      await pause(100);
      await appendFile(join(folder.inbox, 'day.csv'), `E-${n};1;20261122\n`);
    }
    const [file] = await app.finished(1);
    expect(file).toMatchObject({ name: 'day.csv', rows: 8, delivered: 8 });
    expect(await listing()).toEqual(['.next.csv', 'done', 'empty.csv', 'next.csv.part', 'other.txt']);
    await rename(join(folder.inbox, 'next.csv.part'), join(folder.inbox, 'next.csv'));
    expect(await app.finished(2)).toHaveLength(2);
  });

  it('is a file whose marker is not there yet', async () => {
    const app = await start({ ...csv, marker: '.ready' });
    await drop('day.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
    await pause(600);
    expect(await app.drop.files({})).toEqual([]);
    await drop('day.csv.ready', '');
    await app.finished(1);
    expect(await listing()).toEqual(['done']);
  });

  it('is a symbolic link, wherever it leads; nor are files moved through one', async () => {
    await writeFile(join(folder.path, 'secret.csv'), 'Meter;Value;Day\nE-9;1;20261122\n');
    await symlink(join(folder.path, 'secret.csv'), join(folder.inbox, 'link.csv'));
    await mkdir(join(folder.path, 'elsewhere'));
    await symlink(join(folder.path, 'elsewhere'), join(folder.inbox, 'done'));
    const app = await start(csv);
    await drop('day.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
    await until(async () => (await health(app))?.status === 'degraded');
    expect(await health(app)).toMatchObject({ reason: expect.stringContaining('no symbolic link: remove it') });
    expect(await readdir(join(folder.path, 'elsewhere'))).toEqual([]);
    await rm(join(folder.inbox, 'done'));
    expect(await app.finished(1)).toMatchObject([{ name: 'day.csv' }]);
    expect(app.service.received.map(({ input }) => input['meter'])).toEqual(['E-1']);
    expect(await health(app)).toEqual({ status: 'up' });
  });
});

it('says what to do when the folder is not there, and works when it is', async () => {
  await rm(folder.inbox, { recursive: true });
  const app = await start(csv);
  await until(async () => (await health(app))?.status === 'degraded');
  expect(await health(app)).toMatchObject({ reason: expect.stringMatching(/inbox is not there: create it/) });
  await mkdir(folder.inbox);
  await drop('day.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
  await app.finished(1);
  expect(await health(app)).toEqual({ status: 'up' });
});

it('reads a file of 20 MB piece by piece, and loses no record', async () => {
  const rows = 100_000;
  const file = createWriteStream(join(folder.path, 'large.csv'));
  file.write('Meter;Value;Day\n');
  for (let row = 1; row <= rows; row++) {
    const line = `E-${String(row).padStart(190, '0')};${row},5;20261122\n`;
    if (!file.write(line)) await new Promise((resolve) => file.once('drain', () => resolve(undefined)));
  }
  await new Promise<void>((resolve) => file.end(resolve));
  await rename(join(folder.path, 'large.csv'), join(folder.inbox, 'large.csv'));
  const app = await start({
    ...csv,
    record: { value: record.value },
    deliver: { service: 'readings', operation: 'take', batch: 1000, concurrent: 4 },
  });
  const [taken] = await app.finished(1);
  expect(taken).toMatchObject({ state: 'done', rows, delivered: rows, bad: 0 });
  expect(taken?.size).toBeGreaterThan(20_000_000);
  const values = app.service.received.flatMap(({ input }) =>
    (input['records'] as { value: string }[]).map(({ value }) => value),
  );
  expect(values.length).toBe(rows);
  expect(new Set(values).size).toBe(rows);
});

it.each([
  [{ format: 'nonsense' }, /no format "nonsense"; there are csv, fixed-width, copybook, xml, json-lines/],
  [{ format: 'csv', options: { delimeter: ';' } }, /options.*delimeter/s],
  [{ format: 'copybook', options: { copybook: 'none.cpy' } }, /none\.cpy cannot be read/],
  [{ format: 'csv', record: { a: 'number' } }, /record.*a/s],
  [
    { source: { sftp: { host: 'x', user: 'y', password: 'literal', hostKey: 'SHA256:x', folder: '/in' } } },
    /secret does not belong|sftp/s,
  ],
])('does not start with a mistake in its settings: %j', async (settings, reason) => {
  await expect(startDrop({ path: folder.path, settings })).rejects.toThrow(reason);
});
