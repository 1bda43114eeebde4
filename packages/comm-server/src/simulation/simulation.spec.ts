import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager, createVirtualClock } from '@caruso/core-service-manager';
import type { VirtualClock } from '@caruso/core-service-manager';
import { CarusoError, defineComponent, provide, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Component, Contract, Logger, Principal, ServiceManager } from '@caruso/core-service-manager/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import type { NewEvent } from '@caruso/storage-manager/contract';
import workManager from '@caruso/work-manager/component';
import { WorkManager } from '@caruso/work-manager/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import commServer from '../component.js';
import { CommServer } from '../contract/index.js';

const as = { principal: systemPrincipal('test') };
const ana: Principal = { kind: 'user', id: 'ana', name: 'Ana', roles: ['agent'] };
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const MINUTE = 60_000;

let manager: ServiceManager;
let clock: VirtualClock;
let events: NewEvent[];
let contacts: Map<string, Record<string, unknown>>;

function provider(contract: Contract, members: object): Component {
  const all = Object.fromEntries(
    Object.keys(contract.members).map((name) => [name, () => Promise.reject(new Error(name))]),
  );
  return defineComponent({
    name: contract.id,
    version: '1.0.0',
    summary: '',
    provides: [contract],
    needs: [],
    settings: z.object({}),
    start: async () => ({
      provisions: [provide(contract, { ...all, ...members } as never)],
      stop: async () => undefined,
    }),
  });
}

/** Tables in memory, so that an hour passes in a moment. */
const objects = {
  async query({ class: name, limit, offset = 0 }: { class: string; limit: number; offset?: number }) {
    const customers = Array.from({ length: 20 }, (_, index) => String(100_000 + index));
    const user = { id: 'ana', name: 'Ana', kind: 'user', roles: ['agent'], skills: { moving: 5 }, active: true };
    const rows =
      name === 'User'
        ? [{ ref: { class: name, key: 'ana' }, title: 'Ana', values: user }]
        : name === 'Customer'
          ? customers.map((key) => ({
              ref: { class: name, key },
              title: `Customer ${key}`,
              values: { phone: `9${key}`, language: 'PT' },
            }))
          : [];
    return { objects: rows.slice(offset, offset + limit), total: rows.length };
  },
  async get({ class: name, key }: { class: string; key: string }) {
    if (name === 'Customer') return { ref: { class: name, key }, title: `Customer ${key}`, values: {} };
    const values = contacts.get(key);
    if (values === undefined) throw new CarusoError('not-found', key);
    return { ref: { class: name, key }, title: '', values };
  },
  async create({
    class: name,
    values,
    events: added,
  }: {
    class: string;
    values: Record<string, unknown>;
    events: NewEvent[];
  }) {
    if (name === 'Contact') contacts.set(String(values['id']), values);
    events.push(...added);
    return { ref: { class: name, key: String(values['id']) }, title: '', values };
  },
  async update({ key, values, events: added }: { key: string; values: Record<string, unknown>; events: NewEvent[] }) {
    contacts.set(key, { ...contacts.get(key), ...values });
    events.push(...added);
    return { ref: { class: 'Contact', key }, title: '', values };
  },
};

beforeEach(async () => {
  // Mulberry32: the same day each time.
  let seed = 7;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
  clock = createVirtualClock(Date.parse('2026-01-05T09:00:00Z'));
  events = [];
  contacts = new Map();
  manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent, clock });
  await manager.add([
    { component: provider(BusinessObjects, objects) },
    { component: provider(EventLog, { append: async () => ({ lastSeq: 0 }), read: async () => [] }) },
    { component: provider(ScriptEngine, {}) },
    {
      component: workManager,
      settings: { queues: [{ queue: 'moving', label: { en: 'Moving' }, skills: { moving: 1 } }] },
    },
    {
      component: commServer,
      settings: {
        simulation: { callsPerMinute: 6, agents: 4 },
        dispositions: [{ value: 'solved', label: { en: 'Solved' } }],
      },
    },
  ]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  const stopping = manager.stop({ drainMs: 0 });
  await clock.advance(10_000);
  await stopping;
});

const agentsNow = async () => (await manager.use(WorkManager).snapshot({}, as)).agents;
const active = async () => await manager.use(CommServer).active({}, as);
const counted = (type: string): number => events.filter((event) => event.type === type).length;

describe('demo calls', () => {
  it('fill an hour with calls that are answered, wrapped up or given up, all marked as simulated', async () => {
    const comm = manager.use(CommServer);
    expect(await comm.setSimulation({ on: true }, as)).toEqual({ on: true });
    await clock.advance(60 * MINUTE);
    expect(counted('contact.received')).toBeGreaterThan(300);
    expect(counted('contact.received')).toBeLessThan(420);
    expect(counted('contact.closed')).toBeGreaterThan(100);
    expect(counted('contact.abandoned')).toBeGreaterThan(5);
    expect(counted('contact.broken')).toBe(0);
    const unmarked = events.filter(({ data }) => data?.['simulated'] !== true);
    expect(unmarked).toEqual([]);
    expect([...contacts.values()].every(({ medium, simulated }) => medium === 'simulated' && simulated === true)).toBe(
      true,
    );
    expect([...contacts.values()].some(({ customer }) => customer !== null)).toBe(true);
    const [someone] = await active();
    expect(someone).toMatchObject({ simulated: true, language: 'pt' });
  });

  it('last 30 to 120 s each', async () => {
    await manager.use(CommServer).setSimulation({ on: true }, as);
    await clock.advance(20 * MINUTE);
    const talks = events
      .filter(({ type }) => type === 'contact.ended')
      .map(({ data }) => Number(data?.['talkSeconds']));
    expect(Math.min(...talks)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...talks)).toBeLessThanOrEqual(120);
  });

  it('end soon when they are switched off, and the simulated agents leave', async () => {
    const comm = manager.use(CommServer);
    await comm.setSimulation({ on: true }, as);
    await clock.advance(10 * MINUTE);
    expect((await agentsNow()).filter(({ simulated }) => simulated)).toHaveLength(4);
    await comm.setSimulation({ on: false }, as);
    const received = counted('contact.received');
    await clock.advance(MINUTE);
    expect(await comm.simulation({})).toEqual({ on: false });
    expect(counted('contact.received')).toBe(received);
    expect(await active()).toEqual([]);
    expect((await agentsNow()).filter(({ simulated }) => simulated)).toEqual([]);
  });

  it('come to a real agent’s browser too, who answers, talks and completes', async () => {
    const comm = manager.use(CommServer);
    const work = manager.use(WorkManager);
    await comm.setSimulation({ on: true }, as);
    await work.setState({ agent: 'ana', state: 'ready' }, as);
    const mine = async () => (await comm.active({}, { principal: ana }))[0];
    while ((await mine()) === undefined) await clock.advance(1000);
    const offered = await mine();
    expect(offered).toMatchObject({ state: 'ringing', agent: 'ana', simulated: true });
    const contact = offered?.id ?? '';
    expect(await comm.answer({ contact }, { principal: ana })).toMatchObject({ state: 'connected' });
    await clock.advance(121_000);
    expect(await mine()).toMatchObject({ id: contact, state: 'wrap-up' });
    await comm.complete({ contact, disposition: 'solved' }, { principal: ana });
    expect(contacts.get(contact)).toMatchObject({ state: 'closed', agent: 'ana', disposition: 'solved' });
    await work.setState({ agent: 'ana', state: 'ready' }, as);
  });

  it('go on to somebody else when the real agent lets them ring', async () => {
    const comm = manager.use(CommServer);
    const work = manager.use(WorkManager);
    await comm.setSimulation({ on: true }, as);
    await work.setState({ agent: 'ana', state: 'ready' }, as);
    while ((await comm.active({}, { principal: ana }))[0] === undefined) await clock.advance(1000);
    await clock.advance(30_000);
    expect(await work.agent({ agent: 'ana' }, as)).toMatchObject({ state: 'paused', reason: 'not-answered' });
    expect(await comm.active({}, { principal: ana })).toEqual([]);
  });
});
