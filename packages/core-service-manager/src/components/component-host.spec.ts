import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { need, optionalNeed } from '../contract/index.js';
import {
  component,
  emptyContract,
  Greeting,
  greetingComponent,
  outcomeOf,
  noting,
  virtualManager,
} from '../manager/fixtures/greeting.js';

function stateOf(manager: ReturnType<typeof virtualManager>['manager'], name: string) {
  const info = manager.list().find((service) => service.component === name);
  return { state: info?.state, reason: info?.reason };
}

describe('starting components', () => {
  it('starts each after those it needs, whatever their order', async () => {
    const { manager } = virtualManager();
    const journal: string[] = [];
    await manager.add([
      noting('third', journal, [], [need(emptyContract('b'))]),
      noting('second', journal, ['b'], [need(emptyContract('a'))]),
      noting('first', journal, ['a']),
    ]);
    expect(journal.slice(0, 3)).toEqual(['start first', 'start second', 'start third']);
    expect(journal.slice(3)).toEqual(['ready first', 'ready second', 'ready third']);
  });

  it('starts those that do not need each other in parallel', async () => {
    const { manager } = virtualManager();
    const meeting = new EventTarget();
    const met = new Promise<void>((resolve) => meeting.addEventListener('met', () => resolve()));
    const running = { provisions: [], stop: async () => undefined };
    await manager.add([
      component('waits', { start: () => met.then(() => running) }),
      component('frees', { start: async () => (meeting.dispatchEvent(new Event('met')), running) }),
    ]);
    expect(stateOf(manager, 'waits').state).toBe('running');
  });

  it('lets one wait for a need nobody meets, says for whom, and wakes it when it comes', async () => {
    const { manager } = virtualManager();
    const journal: string[] = [];
    await manager.add([noting('needy', journal, [], [need(emptyContract('a'))])]);
    expect(stateOf(manager, 'needy')).toEqual({
      state: 'waiting',
      reason: 'waits for a ^1.0.0: no component of this application provides it',
    });
    await manager.add([noting('giver', journal, ['a'])]);
    expect(stateOf(manager, 'needy')).toEqual({ state: 'running', reason: undefined });
    expect(journal).toEqual(['start giver', 'start needy', 'ready giver', 'ready needy']);
  });

  it('does not wait for an optional need', async () => {
    const { manager } = virtualManager();
    await manager.add([noting('modest', [], [], [optionalNeed(emptyContract('a'))])]);
    expect(stateOf(manager, 'modest').state).toBe('running');
  });

  it('names a cycle of needs', async () => {
    const { manager } = virtualManager();
    await manager.add([
      noting('hen', [], ['a'], [need(emptyContract('b'))]),
      noting('egg', [], ['b'], [need(emptyContract('a'))]),
    ]);
    expect(stateOf(manager, 'hen').reason).toContain('cycle: hen → egg → hen');
    expect(stateOf(manager, 'egg').reason).toContain('cycle: egg → hen → egg');
  });

  it('lets the others start when one fails, and those that need it wait', async () => {
    const { manager } = virtualManager();
    const broken = component('broken', {
      provides: [emptyContract('a')],
      start: () => Promise.reject(new Error('port in use')),
    });
    await manager.add([broken, noting('needy', [], [], [need(emptyContract('a'))]), noting('other', [], ['c'])]);
    expect(stateOf(manager, 'broken')).toEqual({ state: 'failed', reason: 'port in use' });
    expect(stateOf(manager, 'needy').reason).toBe('waits for a ^1.0.0: broken would, but it is failed (port in use)');
    expect(stateOf(manager, 'other').state).toBe('running');
  });

  it('says what is wrong in the settings, all of it, with its path', async () => {
    const { manager } = virtualManager();
    const settings = z.object({ sip: z.object({ port: z.number() }), name: z.string() });
    await manager.add([{ ...component('phone', { settings }), settings: { sip: { port: 'x' } } }]);
    const { state, reason } = stateOf(manager, 'phone');
    expect(state).toBe('failed');
    expect(reason).toMatch(/settings\.sip\.port: .*number.*; settings\.name: .*string/);
  });

  it('fails one that does not provide what it says', async () => {
    const { manager } = virtualManager();
    await manager.add([component('liar', { provides: [Greeting] })]);
    expect(stateOf(manager, 'liar').reason).toContain('greeting 1.2.0');
  });

  it('fails one that does not start in time', async () => {
    const { manager, clock } = virtualManager();
    const added = manager.add([component('stuck', { start: () => new Promise(() => undefined) })]);
    await clock.advance(60_000);
    await added;
    expect(stateOf(manager, 'stuck')).toEqual({ state: 'failed', reason: 'did not start within 60 s' });
  });

  it('fails a second component of the same name and keeps the first', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter'), greetingComponent('greeter')]);
    expect(
      manager
        .list()
        .filter(({ component: name }) => name === 'greeter')
        .map(({ state }) => state),
    ).toEqual(['running', 'failed']);
  });

  it('withdraws one whose ready fails', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter', {}, { ready: () => Promise.reject(new Error('no data')) })]);
    expect(stateOf(manager, 'greeter')).toEqual({ state: 'failed', reason: 'no data' });
    expect(() => manager.use(Greeting).shout('a')).toThrow('Nobody provides greeting');
  });
});

describe('stopping', () => {
  it('goes in reverse order of start', async () => {
    const { manager } = virtualManager();
    const journal: string[] = [];
    await manager.add([noting('upper', journal, [], [need(emptyContract('a'))]), noting('lower', journal, ['a'])]);
    await manager.stop();
    expect(journal.slice(-2)).toEqual(['stop upper', 'stop lower']);
  });

  it('lets a call in flight end', async () => {
    const { manager, clock } = virtualManager();
    const slow = () => new Promise<number>((resolve) => clock.after(300, () => resolve(7)));
    await manager.add([greetingComponent('slow', { length: slow })]);
    const call = manager.use(Greeting).length({ name: 'Ana' });
    const stopped = manager.stop();
    await clock.advance(400);
    await stopped;
    await expect(call).resolves.toBe(7);
  });

  it('refuses new calls while it drains', async () => {
    const { manager, clock } = virtualManager();
    const slow = () => new Promise<number>((resolve) => clock.after(300, () => resolve(7)));
    await manager.add([greetingComponent('slow', { length: slow })]);
    const greeting = manager.use(Greeting);
    const first = greeting.length({ name: 'Ana' });
    const stopped = manager.stop();
    await new Promise(setImmediate);
    await expect(greeting.length({ name: 'Ana' })).rejects.toMatchObject({ code: 'no-provider' });
    await clock.advance(400);
    await Promise.all([stopped, first]);
  });

  it('names a call that is stuck and ends it', async () => {
    const { manager, clock, log } = virtualManager();
    await manager.add([greetingComponent('slow', { length: () => new Promise(() => undefined) })]);
    const call = outcomeOf(manager.use(Greeting).length({ name: 'Ana' }));
    const stopped = manager.stop({ drainMs: 200 });
    await clock.advance(300);
    await stopped;
    expect(await call).toMatchObject({ error: { code: 'unavailable' } });
    expect(log.lines.map(({ message }) => message)).toContain('greeting.length still ran when slow was stopped');
  });
});

describe('becoming ready', () => {
  it('comes to an end where needs go round in a circle that another provider has opened', async () => {
    const { manager } = virtualManager();
    const journal: string[] = [];
    await manager.add([
      noting('one', journal, ['a'], [need(emptyContract('b'))]),
      noting('two', journal, ['b'], [need(emptyContract('a'))]),
    ]);
    await manager.add([noting('third', journal, ['b'])]);
    expect(['one', 'two', 'third'].map((name) => stateOf(manager, name).state)).toEqual(Array(3).fill('running'));
    expect(journal.filter((line) => line.startsWith('ready')).toSorted()).toEqual([
      'ready one',
      'ready third',
      'ready two',
    ]);
  });

  it('has a time limit: one that never does fails, and keeps nobody waiting', async () => {
    const { manager, clock } = virtualManager({ startLimitMs: 5_000 });
    const running = { provisions: [], stop: async () => undefined };
    const added = outcomeOf(
      manager.add([
        component('hangs', { start: async () => ({ ...running, ready: () => new Promise(() => undefined) }) }),
        greetingComponent('greeter'),
      ]),
    );
    await clock.advance(6_000);
    expect(await Promise.race([added, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toEqual({
      value: undefined,
    });
    expect(stateOf(manager, 'hangs')).toEqual({ state: 'failed', reason: 'was not ready within 5 s' });
  });

  it('and being removed at the same time takes nobody else out of service', async () => {
    const { manager, clock } = virtualManager();
    const journal: string[] = [];
    const { promise, reject } = Promise.withResolvers<void>();
    const added = manager.add([
      greetingComponent('slow', { length: () => new Promise(() => undefined) }, { ready: () => promise }),
      noting('other', journal, ['a']),
    ]);
    await clock.advance(1);
    const call = outcomeOf(manager.use(Greeting).length({ name: 'Ana' }));
    const removed = manager.remove('slow', { drainMs: 1_000 });
    await clock.advance(1);
    reject(new Error('not ready'));
    await clock.advance(2_000);
    await Promise.all([added, removed, call]);
    await manager.stop();
    expect(journal).toContain('stop other');
  });
});
