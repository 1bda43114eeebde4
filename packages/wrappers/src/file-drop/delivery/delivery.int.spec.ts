import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { DurableTasks } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fileDropComponent from '../component.js';
import { startDrop, temporaryFolder, until } from '../testing/drop-application.js';
import type { DropApplication } from '../testing/drop-application.js';
import { receiver } from '../testing/receiver.js';

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
const health = async (app: DropApplication) => (await app.manager.health()).get('file-drop');

const record = {
  meter: { from: 'Meter', type: 'text' },
  value: { from: 'Value', type: 'decimal', decimal: ',' },
  day: { from: 'Day', type: 'date', format: 'YYYYMMDD' },
};
const csv = { format: 'csv', options: { delimiter: ';' }, record };

describe('a service', () => {
  it('that refuses a record has it set aside with its words, until it is retried', async () => {
    let known = false;
    const service = receiver(({ meter }) => {
      if (meter === 'E-2' && !known) throw new CarusoError('invalid', 'There is no meter E-2.');
    });
    const app = await start(csv, service);
    await drop('day.csv', 'Meter;Value;Day\nE-1;1;20261122\nE-2;2;20261122\nE-3;3;20261122\n');
    const [file] = await app.finished(1);
    const id = file?.id ?? '';
    expect(file).toMatchObject({ state: 'done', delivered: 2, refused: 1 });
    expect(await app.drop.rows({ file: id })).toMatchObject([
      { row: 2, line: 3, kind: 'refused', reason: 'invalid: There is no meter E-2.' },
    ]);
    expect(await app.drop.retryFile({ file: id })).toEqual({ delivered: 0, setAside: 1 });
    known = true;
    expect(await app.drop.retryRow({ file: id, row: 2 })).toMatchObject({ state: 'delivered' });
    expect(await app.drop.retryFile({ file: id })).toEqual({ delivered: 0, setAside: 0 });
    expect(service.received.map(({ input }) => input['value'])).toEqual(['1', '3', '2']);
  });

  it('that is not there is waited for: the file stays, and health says so', async () => {
    const app = await startDrop({ path: folder.path, settings: csv });
    running.push(app);
    await drop('day.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
    await until(async () => (await health(app))?.status === 'degraded');
    expect(await health(app)).toMatchObject({ reason: expect.stringContaining('readings.take') });
    expect(await app.drop.files({})).toMatchObject([{ state: 'delivering', delivered: 0 }]);
    const service = receiver();
    await app.manager.add([{ component: service.component }]);
    expect(await app.finished(1)).toMatchObject([{ state: 'done', delivered: 1 }]);
    expect(await health(app)).toEqual({ status: 'up' });
  });

  it('gets batches as lists beside constant fields, and a refused batch one by one', async () => {
    const service = receiver(({ list }) => {
      if (JSON.stringify(list).includes('E-3')) throw new CarusoError('invalid', 'No E-3 here.');
    });
    const app = await start(
      { ...csv, deliver: { service: 'readings', operation: 'take', batch: 2, as: 'list', input: { from: 'drop' } } },
      service,
    );
    await drop('day.csv', `Meter;Value;Day\n${[1, 2, 3, 4, 5].map((n) => `E-${n};${n};20261122\n`).join('')}`);
    expect(await app.finished(1)).toMatchObject([{ delivered: 4, refused: 1 }]);
    const meters = service.received.map(({ input }) =>
      (input['list'] as { meter: string }[]).map(({ meter }) => meter),
    );
    expect(meters).toEqual([['E-1', 'E-2'], ['E-4'], ['E-5']]);
    expect(service.received[0]?.input).toMatchObject({ from: 'drop' });
  });

  it('gets each record once by a key of its own, also from another file', async () => {
    const app = await start({ ...csv, deliver: { service: 'readings', operation: 'take', key: '{meter}@{day}' } });
    await drop('a.csv', 'Meter;Value;Day\nE-1;1;20261122\n');
    await app.finished(1);
    await drop('b.csv', 'Meter;Value;Day\nE-1;1;20261122\nE-1;2;20261123\n');
    await app.finished(2);
    expect(app.service.received.map(({ key }) => key)).toEqual([
      'file-drop/E-1@2026-11-22',
      'file-drop/E-1@2026-11-23',
    ]);
  });

  it('gets records by way of the outbox, when delivery is durable', async () => {
    const app = await start({ ...csv, deliver: { service: 'readings', operation: 'take', durable: true } });
    await drop('day.csv', `Meter;Value;Day\n${Array.from({ length: 250 }, (_, n) => `E-${n};1;20261122\n`).join('')}`);
    expect(await app.finished(1)).toMatchObject([{ delivered: 250 }]);
    await until(() => app.service.received.length === 250);
    expect(await app.manager.use(DurableTasks).list({ states: ['dead'] })).toEqual([]);
  });
});

it('a new version goes on with the file that the old one had begun, and doubles nothing', async () => {
  const app = await start(
    csv,
    receiver(() => pause(1)),
  );
  const rows = 2000;
  await drop('day.csv', `Meter;Value;Day\n${Array.from({ length: rows }, (_, n) => `E-${n};1;20261122\n`).join('')}`);
  await until(() => app.service.received.length > 50);
  await app.manager.replace('file-drop', { component: { ...fileDropComponent, version: '99.0.0' } });
  const begun = app.service.received.length;
  const [file] = await app.finished(1);
  expect(begun).toBeLessThan(rows);
  expect(file).toMatchObject({ state: 'done', rows, delivered: rows, sentAgain: 0 });
  expect(app.service.received).toHaveLength(rows);
  await until(async () => (await health(app))?.status === 'up');
});
