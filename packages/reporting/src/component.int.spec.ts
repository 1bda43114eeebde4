import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, Principal, ServiceManager } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import storage from '@caruso/storage-manager/component';
import { EventLog } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import reporting from './component.js';
import { Reporting } from './contract/index.js';
import { eventsOf } from './fixtures/contact-histories.js';
import type { History } from './fixtures/contact-histories.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

const sofia: Principal = { kind: 'user', id: 'sofia', name: 'Sofia', roles: ['supervisor'] };
const ana: Principal = { kind: 'user', id: 'ana', name: 'Ana', roles: ['agent'] };
const asSofia = { principal: sofia };
const call: History = {
  at: 0,
  medium: 'voice',
  direction: 'in',
  simulated: false,
  queue: 'moving',
  end: 'answered',
  wait: 8,
  talk: 90,
  wrapUp: 30,
};

let folder: string;
let running: ServiceManager | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reporting-'));
});
afterEach(async () => {
  await running?.stop();
  await rm(folder, { recursive: true });
});

/** Reporting with the real expression language and a real event log in SQLite. */
async function open(broken: readonly { file: string; text: string }[] = []): Promise<ServiceManager> {
  const names = ['incoming-calls', 'incoming-calls-simulated'];
  const reports = await Promise.all(
    names.map(async (name) => ({
      file: `reports/${name}.yaml`,
      text: await readFile(new URL(`../../crm/core/reports/${name}.yaml`, import.meta.url), 'utf8'),
    })),
  );
  running = createServiceManager({ appDir: folder, dataDir: folder, log: silent });
  await running.add([
    { component: expressions },
    { component: storage },
    { component: reporting, settings: { reports: [...reports, ...broken] } },
  ]);
  return running;
}

async function happen(manager: ServiceManager, histories: readonly History[], start = Date.now()): Promise<void> {
  await manager.use(EventLog).append({ events: eventsOf(histories, start) });
}

describe('reporting', () => {
  it('reports a past period from the log alone, after a restart too', async () => {
    const start = Date.parse('2026-01-05T10:00:00Z');
    const first = await open();
    await happen(first, [call, { ...call, end: 'abandoned', wait: 4 }, { ...call, simulated: true }], start);
    await first.stop();
    const manager = await open();
    const period = { from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z' };
    const report = await manager.use(Reporting).run({ report: 'incoming-calls', ...period }, asSofia);
    const names = report.columns.map(({ name }) => name);
    expect(Object.fromEntries(names.map((name, index) => [name, report.rows[0]?.[index]]))).toEqual({
      queue: 'moving',
      received: 2,
      queued: 2,
      answered: 1,
      abandoned: 1,
      shortAbandons: 1,
      leftDialog: 0,
      broken: 0,
      abandonment: 0.5,
      averageWait: 8,
      longestWait: 8,
      averageTalk: 90,
      handleTime: 120,
      serviceLevel: 0.5,
    });
    const { body } = await manager
      .use(Reporting)
      .render({ report: 'incoming-calls', ...period, format: 'csv' }, asSofia);
    expect(body).toContain('moving,2,2,1,1,1,0,0,0.5,8,8,90,120,0.5\r\n');
  });

  it('counts a call that outlasts the period in the period in which it came', async () => {
    const manager = await open();
    await happen(manager, [call], Date.parse('2026-01-05T23:59:55Z'));
    const run = (from: string, to: string) =>
      manager.use(Reporting).run({ report: 'incoming-calls', from, to }, asSofia);
    const first = await run('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z');
    const second = await run('2026-01-06T00:00:00Z', '2026-01-07T00:00:00Z');
    expect([first.totals[1], first.totals[3], second.totals[1]]).toEqual([1, 1, 0]);
    expect(second.rows).toEqual([]);
  });

  it('follows the day, real and simulated calls apart', async () => {
    const manager = await open();
    const stream = manager.use(Reporting).followToday({}, asSofia)[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ total: { received: 0, serviceLevel: null } });
    const next = stream.next();
    await happen(manager, [call, { ...call, simulated: true }, { ...call, simulated: true }]);
    expect((await next).value).toMatchObject({
      total: { received: 1, answered: 1, serviceLevel: 1, averageTalkSeconds: 90 },
    });
    await stream.return?.();
    expect(await manager.use(Reporting).today({ simulated: true }, asSofia)).toMatchObject({ total: { received: 2 } });
  });

  it('is for those who lead', async () => {
    const manager = await open();
    const service = manager.use(Reporting);
    await expect(service.run({ report: 'incoming-calls' }, { principal: ana })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(service.today({}, { principal: ana })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(service.today({})).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('says what it cannot do', async () => {
    const service = (await open()).use(Reporting);
    await expect(service.render({ report: 'incoming-calls', format: 'pdf' }, asSofia)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('PDF'),
    });
    await expect(service.run({ report: 'x' }, asSofia)).rejects.toThrow(
      'There is no report "x"; there are incoming-calls',
    );
    await expect(service.run({ report: 'incoming-calls', from: 'yesterday' }, asSofia)).rejects.toMatchObject({
      code: 'invalid',
    });
    const backwards = { report: 'incoming-calls', from: '2026-01-02', to: '2026-01-01' };
    await expect(service.run(backwards, asSofia)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('leaves a report with a mistake out, says where it is, and serves the others', async () => {
    const text =
      'report: mine\ntitle: { en: Mine }\nsource: contacts\ncolumns:\n  - { name: a, label: { en: A }, unit: count, value: count( }\n';
    const manager = await open([{ file: 'reports/mine.yaml', text }]);
    expect((await manager.use(Reporting).reports({}, asSofia)).map(({ name }) => name)).toEqual([
      'incoming-calls',
      'incoming-calls-simulated',
    ]);
    expect((await manager.health()).get('reporting')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('reports/mine.yaml:5:'),
    });
  });
});
