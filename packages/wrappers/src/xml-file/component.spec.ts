import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outages } from '../contract/index.js';
import outageFeed from './component.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** What an integrator writes in `app.yaml` for the network operator's message. */
const settings = {
  file: 'outages.xml',
  record: 'StoringsBericht/Storingen/Storing',
  fields: {
    id: 'StoringId',
    product: { path: 'ProduktCd', values: { E: 'electricity', G: 'gas', W: 'water' } },
    status: { path: 'StatusCd', values: { LOPEND: 'current', GEPLAND: 'planned', OPGELOST: 'resolved' } },
    postalPrefixes: { path: 'Gebied/PostcodePrefix', list: true },
    start: { path: 'AanvangTijd', as: 'instant' },
    expectedEnd: { path: 'VerwachtEindTijd', as: 'instant', optional: true },
    cause: { path: 'Oorzaak/Tekst', by: 'Taal' },
  },
};

const feed = await readFile(
  new URL('../../../../examples/utility-vertical/legacy/outages.xml', import.meta.url),
  'utf8',
);
const oneOutage = `<StoringsBericht><Storingen><Storing><StoringId>007</StoringId><ProduktCd>E</ProduktCd><StatusCd>LOPEND</StatusCd>
  <Gebied><PostcodePrefix>0409</PostcodePrefix></Gebied><AanvangTijd>2026-11-22T07:42:00+01:00</AanvangTijd>
  <Oorzaak><Tekst Taal="en">Fault &amp; repair</Tekst></Oorzaak></Storing></Storingen></StoringsBericht>`;

let folder: string;
let running: ServiceManager | undefined;
let writes = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outages-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(folder, { recursive: true });
});

/** Writes the file as of another second, as a real feed would. */
async function put(text: string | Uint8Array): Promise<void> {
  const file = join(folder, 'outages.xml');
  await writeFile(file, text);
  writes += 1;
  await utimes(file, 1_800_000_000 + writes, 1_800_000_000 + writes);
}

async function open(more: object = {}): Promise<ServiceManager> {
  running = createServiceManager({ appDir: folder, dataDir: folder, log: silent });
  await running.add([{ component: outageFeed, settings: { ...settings, ...more } }]);
  return running;
}

async function health(manager: ServiceManager): Promise<unknown> {
  return (await manager.health()).get('outage-feed');
}

describe('the outage feed', () => {
  it('yields the current outages of the operator’s real form', async () => {
    await put(feed);
    const manager = await open();
    const [outage, ...others] = await manager.use(Outages).list({ postalCode: '4050-123' });
    expect(outage).toEqual({
      id: '0070311',
      product: 'electricity',
      status: 'current',
      postalPrefixes: ['4050'],
      start: '2026-11-22T07:42:00.000Z',
      expectedEnd: '2026-11-22T14:30:00.000Z',
      cause: {
        pt: 'Avaria num posto de transformação na Rua de Cedofeita',
        en: 'Fault in a transformer station in Rua de Cedofeita',
      },
    });
    expect(others).toEqual([]);
    expect(await health(manager)).toEqual({ status: 'up' });
    const all = await manager.use(Outages).list({});
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['current']));
  });

  it('keeps leading zeros, lone children and the zone of times', async () => {
    await put(oneOutage);
    const manager = await open();
    expect(await manager.use(Outages).list({ postalCode: '0409 12' })).toMatchObject([
      { id: '007', postalPrefixes: ['0409'], start: '2026-11-22T06:42:00.000Z', cause: { en: 'Fault & repair' } },
    ]);
  });

  it('is read again when it has changed', async () => {
    await put(feed);
    const manager = await open();
    await manager.use(Outages).list({});
    await put(oneOutage);
    expect((await manager.use(Outages).list({})).map(({ id }) => id)).toEqual(['007']);
  });

  it.each([
    ['cut off in the middle', oneOutage.slice(0, 200), '1:'],
    ['something else', '<html><body/></html>', 'is it the right file'],
    ['with a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${oneOutage}`, 'DOCTYPE'],
    ['no text', new Uint8Array([0x3c, 0xff, 0xfe]), 'cannot be read'],
    ['too big', oneOutage.padEnd(3000), 'at most 2000 are read'],
  ])('serves the last good state when the new file is %s, and says so', async (_what, broken, words) => {
    await put(oneOutage);
    const manager = await open({ maxBytes: 2000 });
    await manager.use(Outages).list({});
    await put(broken);
    expect(await manager.use(Outages).list({})).toHaveLength(1);
    expect(await health(manager)).toMatchObject({ status: 'degraded', reason: expect.stringContaining(words) });
    await put(oneOutage);
    expect(await health(manager)).toEqual({ status: 'up' });
  });

  it('leaves out a record that is wrong, and names it', async () => {
    await put(feed.replace('>LOPEND<', '>ONBEKEND<'));
    const manager = await open();
    expect(await manager.use(Outages).list({ postalCode: '4050' })).toEqual([]);
    expect((await manager.use(Outages).list({})).length).toBeGreaterThan(0);
    expect(await health(manager)).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('record 1: StatusCd: "ONBEKEND" is none of the known codes'),
    });
  });

  it('is unavailable while there never was a good file', async () => {
    const manager = await open();
    await expect(manager.use(Outages).list({})).rejects.toMatchObject({ code: 'unavailable' });
    expect(await health(manager)).toMatchObject({ status: 'down', reason: expect.stringContaining('ENOENT') });
    await put(oneOutage);
    expect(await manager.use(Outages).list({})).toHaveLength(1);
  });

  it('names the fields a mapping lacks', async () => {
    const { start: _start, ...fields } = settings.fields;
    const manager = await open({ fields });
    expect(manager.list().find(({ component }) => component === 'outage-feed')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('fields.start'),
    });
  });
});
