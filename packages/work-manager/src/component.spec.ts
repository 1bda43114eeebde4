import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager, createVirtualClock } from '@caruso/core-service-manager';
import type { VirtualClock } from '@caruso/core-service-manager';
import { CarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import type { Component, Logger, Principal, ServiceManager } from '@caruso/core-service-manager/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import type { NewEvent } from '@caruso/storage-manager/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import workManager from './component.js';
import { WorkManager } from './contract/index.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** Provides one contract from a few functions; the others are not there. */
function provider(contract: typeof EventLog | typeof BusinessObjects, members: object): Component {
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

const accounts = [
  { id: 'ana', name: 'Ana', kind: 'user', roles: ['agent'], skills: { moving: 5 }, extension: '101', active: true },
  { id: 'rui', name: 'Rui', kind: 'user', roles: ['agent'], skills: { moving: 2, billing: 3 }, active: true },
  { id: 'eva', name: 'Eva', kind: 'user', roles: ['administrator'], skills: null, active: true },
  { id: 'old', name: 'Old', kind: 'user', roles: ['agent'], skills: {}, active: false },
];

interface World {
  readonly manager: ServiceManager;
  readonly clock: VirtualClock;
  readonly events: NewEvent[];
  readonly trouble: { objects: boolean; log: boolean };
}

let running: ServiceManager | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function open(trouble = { objects: false, log: false }): Promise<World> {
  const clock = createVirtualClock(Date.parse('2026-01-05T09:00:00Z'));
  const events: NewEvent[] = [];
  const manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent, clock });
  running = manager;
  await manager.add([
    {
      component: provider(EventLog, {
        async append({ events: added }: { events: NewEvent[] }) {
          if (trouble.log) throw new CarusoError('unavailable', 'disk full');
          events.push(...added);
          return { lastSeq: events.length };
        },
      }),
    },
    {
      component: provider(BusinessObjects, {
        async query() {
          if (trouble.objects) throw new CarusoError('not-found', 'There is no class User');
          return {
            objects: accounts.map((values) => ({ ref: { class: 'User', key: values.id }, title: values.name, values })),
            total: 4,
          };
        },
      }),
    },
    {
      component: workManager,
      settings: { queues: [{ queue: 'moving', label: { en: 'Moving' }, skills: { moving: 1 }, ringSeconds: 20 }] },
    },
  ]);
  return { manager, clock, events, trouble };
}

const call = { id: 'c1', medium: 'voice', queue: 'moving', title: '+351 912 000 111', customer: '10001' };
const agentAna: Principal = { kind: 'user', id: 'ana', name: 'Ana', roles: ['agent'] };

describe('the work manager', () => {
  it('starts with everybody offline who takes calls', async () => {
    const { manager } = await open();
    const { agents } = await manager.use(WorkManager).snapshot({});
    expect(agents.map(({ id, state }) => `${id} ${state}`)).toEqual(['ana offline', 'rui offline']);
    expect(agents[0]).toMatchObject({ extension: '101', skills: { moving: 5 } });
  });

  it('brings a call to the agent idle longest, through accept, finish and wrap-up, and logs every step once', async () => {
    const { manager, clock, events } = await open();
    const work = manager.use(WorkManager);
    await work.setState({ agent: 'rui', state: 'ready' });
    await clock.advance(1000);
    await work.setState({ agent: 'ana', state: 'ready' });
    expect(await work.enqueue(call)).toMatchObject({ state: 'offered', agent: 'rui' });
    await work.enqueue(call);
    await work.accept({ item: 'c1', agent: 'rui' });
    expect(await work.finish({ item: 'c1' })).toEqual({ agent: 'rui' });
    expect(await work.finish({ item: 'c1' })).toEqual({ agent: 'rui' });
    expect(await work.setState({ agent: 'rui', state: 'paused', reason: 'lunch' })).toMatchObject({ state: 'wrap-up' });
    expect(await work.completeWrapUp({ agent: 'rui', item: 'other' })).toMatchObject({ state: 'wrap-up' });
    expect(await work.completeWrapUp({ agent: 'rui', item: 'c1' })).toMatchObject({ state: 'paused', reason: 'lunch' });
    await clock.advance(0);
    expect(events.filter(({ contact }) => contact === 'c1').map(({ type, data }) => [type, data?.['state']])).toEqual([
      ['work.queued', undefined],
      ['agent.state-changed', 'reserved'],
      ['work.offered', undefined],
      ['agent.state-changed', 'busy'],
      ['work.accepted', undefined],
      ['agent.state-changed', 'wrap-up'],
      ['work.finished', undefined],
    ]);
    expect(events.find(({ type }) => type === 'work.accepted')).toMatchObject({
      customer: '10001',
      actor: 'rui',
      data: { queue: 'moving' },
    });
  });

  it('refuses a second answer to one call', async () => {
    const { manager } = await open();
    const work = manager.use(WorkManager);
    await work.setState({ agent: 'ana', state: 'ready' });
    await work.enqueue(call);
    await expect(work.accept({ item: 'c1', agent: 'rui' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(work.finish({ item: 'c1' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('passes a call on when nobody settles the offer within the ringing time and 5 s', async () => {
    const { manager, clock } = await open();
    const work = manager.use(WorkManager);
    await work.setState({ agent: 'ana', state: 'ready' });
    await work.enqueue(call);
    await work.setState({ agent: 'rui', state: 'ready' });
    await clock.advance(24_999);
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'reserved', item: 'c1' });
    await clock.advance(1);
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'paused', reason: 'not-answered' });
    expect(await work.agent({ agent: 'rui' })).toMatchObject({ state: 'reserved', item: 'c1' });
  });

  it('offers a call again to the only agent there is, after a rest', async () => {
    const { manager, clock } = await open();
    const work = manager.use(WorkManager);
    await work.setState({ agent: 'ana', state: 'ready' });
    await work.enqueue(call);
    await work.decline({ item: 'c1', agent: 'ana', reason: 'not-now', pause: false });
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'ready' });
    await clock.advance(5000);
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'reserved', item: 'c1' });
  });

  it('streams offers, the open ones first', async () => {
    const { manager } = await open();
    const work = manager.use(WorkManager);
    await work.setState({ agent: 'ana', state: 'ready' });
    await work.enqueue(call);
    const offers = work.offers({})[Symbol.asyncIterator]();
    expect((await offers.next()).value).toMatchObject({ item: { id: 'c1' }, agent: { id: 'ana' }, ringSeconds: 20 });
    const next = offers.next();
    await work.withdraw({ item: 'c1', reason: 'hung-up' });
    await work.enqueue({ ...call, id: 'c2' });
    expect((await next).value).toMatchObject({ item: { id: 'c2' } });
    await offers.return?.();
  });

  it('streams snapshots, at most four a second', async () => {
    const { manager, clock } = await open();
    const work = manager.use(WorkManager);
    const seen: number[] = [];
    const reader = new AbortController();
    const reading = (async () => {
      for await (const { queues } of work.changed({}, { signal: reader.signal })) seen.push(queues[0]?.waiting ?? -1);
    })();
    await clock.advance(0);
    for (let index = 1; index <= 20; index += 1) {
      await work.enqueue({ ...call, id: `c${index}` });
      await clock.advance(50);
    }
    await clock.advance(250);
    reader.abort();
    await reading;
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(20);
    expect(seen.length).toBeLessThanOrEqual(6);
  });

  it('lets an agent speak for herself only, and customers not at all', async () => {
    const { manager } = await open();
    const work = manager.use(WorkManager);
    const customer: Principal = { kind: 'customer', id: 'k', name: 'K', roles: ['customer'] };
    await expect(work.setState({ agent: 'rui', state: 'ready' }, { principal: agentAna })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(work.setState({ agent: 'ana', state: 'ready' }, { principal: agentAna })).resolves.toMatchObject({
      state: 'ready',
    });
    await expect(work.snapshot({}, { principal: customer })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('names the queues there are when one is unknown', async () => {
    const { manager } = await open();
    await expect(manager.use(WorkManager).enqueue({ ...call, queue: 'x' })).rejects.toThrow(
      'There is no queue "x"; there are moving',
    );
  });

  it('works without accounts, says so, and reads them as soon as it can', async () => {
    const trouble = { objects: true, log: false };
    const { manager, clock } = await open(trouble);
    const work = manager.use(WorkManager);
    expect((await work.snapshot({})).agents).toEqual([]);
    expect((await manager.health()).get('work-manager')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('no class User'),
    });
    trouble.objects = false;
    await clock.advance(1000);
    expect((await work.snapshot({})).agents).toHaveLength(2);
    expect((await manager.health()).get('work-manager')).toEqual({ status: 'up' });
  });

  it('keeps events while the log does not take them, and writes them in order later', async () => {
    const { manager, clock, events, trouble } = await open();
    const work = manager.use(WorkManager);
    trouble.log = true;
    await work.setState({ agent: 'ana', state: 'ready' });
    await clock.advance(0);
    await work.enqueue(call);
    await clock.advance(0);
    expect((await manager.health()).get('work-manager')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('disk full'),
    });
    trouble.log = false;
    await clock.advance(1000);
    expect(events.map(({ type }) => type)).toEqual([
      'agent.state-changed',
      'work.queued',
      'agent.state-changed',
      'work.offered',
    ]);
    expect(events[0]?.at).toBe('2026-01-05T09:00:00.000Z');
  });
});

describe('simulated agents', () => {
  const demo = { agents: [{ id: 'sim-1', name: 'Simulated 1', skills: { moving: 1 } }] };

  it('take simulated calls and never a real one', async () => {
    const { manager } = await open();
    const work = manager.use(WorkManager);
    await work.addSimulatedAgents(demo);
    await work.setState({ agent: 'sim-1', state: 'ready' });
    expect(await work.enqueue(call)).toMatchObject({ state: 'waiting', position: 1 });
    expect(await work.enqueue({ ...call, id: 'c2', simulated: true })).toMatchObject({
      state: 'offered',
      agent: 'sim-1',
    });
  });

  it('survive a refresh of the accounts, and leave when their call is done', async () => {
    const { manager } = await open();
    const work = manager.use(WorkManager);
    await work.addSimulatedAgents(demo);
    await work.setState({ agent: 'sim-1', state: 'ready' });
    expect(await work.refreshAgents({})).toEqual({ agents: 3 });
    await work.enqueue({ ...call, simulated: true });
    await work.accept({ item: 'c1', agent: 'sim-1' });
    expect(await work.removeSimulatedAgents({})).toEqual({ removed: 1 });
    await work.finish({ item: 'c1' });
    expect(await work.completeWrapUp({ agent: 'sim-1', item: 'c1' })).toMatchObject({ state: 'offline' });
    expect((await work.snapshot({})).agents).toHaveLength(2);
  });
});
