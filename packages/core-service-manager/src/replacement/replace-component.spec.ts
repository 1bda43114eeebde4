import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Component } from '../contract/index.js';
import { component, outcomeOf, virtualManager } from '../manager/fixtures/greeting.js';
import { rowsOf, tariff, Tariff } from './fixtures/tariff.js';

const failsToStart = () => Promise.reject(new Error('no licence'));

describe('a replacement', () => {
  it('puts the new version in the place of the old one and says so', async () => {
    const at = virtualManager();
    const { manager } = at;
    const journal: string[] = [];
    await manager.add([{ component: tariff(at, '1.0.0', { journal }) }]);
    const handle = manager.use(Tariff);
    const report = await manager.replace('tariff', { component: tariff(at, '2.0.0', { journal }) });
    expect(report).toEqual({
      name: 'tariff',
      from: '1.0.0',
      to: '2.0.0',
      startMs: 0,
      drainMs: 0,
      handedOver: [],
      stuck: [],
    });
    await expect(handle.who({})).resolves.toBe('2.0.0');
    expect(journal).toEqual(['start 1.0.0', 'start 2.0.0', 'stop 1.0.0']);
    expect(rowsOf(manager, 'tariff')).toMatchObject([
      { componentVersion: '2.0.0', state: 'running', previousVersion: '1.0.0' },
    ]);
  });

  it('lets calls of the old version end while new ones go to the new version', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const handle = manager.use(Tariff);
    const before = handle.slow({ ms: 300 });
    const replaced = manager.replace('tariff', { component: tariff(at, '2.0.0') });
    await clock.advance(100);
    const after = handle.slow({ ms: 300 });
    expect(rowsOf(manager, 'tariff').map(({ state }) => state)).toEqual(['stopping', 'running']);
    await clock.advance(400);
    await expect(before).resolves.toBe('1.0.0');
    await expect(after).resolves.toBe('2.0.0');
    await expect(replaced).resolves.toMatchObject({ drainMs: 300, stuck: [] });
  });

  it('keeps the old one in service while the new one starts, and shows both', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const next = tariff(at, '2.0.0', { component: {} });
    const slow = {
      ...next,
      start: (given: never) => new Promise<void>((r) => clock.after(500, r)).then(() => next.start(given)),
    };
    const replaced = manager.replace('tariff', { component: slow as Component });
    await clock.advance(100);
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.0');
    expect(rowsOf(manager, 'tariff').map(({ state }) => state)).toEqual(['running', 'starting']);
    await clock.advance(500);
    await expect(replaced).resolves.toMatchObject({ startMs: 500 });
  });

  it('names the calls that are stuck, with their age, and ends them', async () => {
    const at = virtualManager();
    const { manager, clock, log } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const stuck = outcomeOf(manager.use(Tariff).slow({ ms: 20_000 }));
    await clock.advance(100);
    const replaced = manager.replace('tariff', { component: tariff(at, '2.0.0') }, { drainMs: 1_000 });
    await clock.advance(1_100);
    expect(await stuck).toMatchObject({
      error: { code: 'unavailable', message: expect.stringContaining('tariff.slow') },
    });
    const { stuck: named } = await replaced;
    expect(named).toEqual([{ operation: 'tariff.slow', ageMs: 1_100 }]);
    expect(log.lines.map(({ message }) => message)).toContain('tariff.slow still ran when tariff was stopped');
  });

  it('ends streams without an error, so that who follows them opens them at the new version', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const handle = manager.use(Tariff);
    const seen: string[] = [];
    const following = (async () => {
      while (seen.length < 2) for await (const version of handle.changes({})) seen.push(version);
    })();
    await clock.advance(10);
    await manager.replace('tariff', { component: tariff(at, '2.0.0') });
    await clock.advance(10);
    expect(seen).toEqual(['1.0.0', '2.0.0']);
    await manager.stop();
    await following;
  });

  it('runs ready before the switch; what it calls of its own goes to the old version', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const seen: string[] = [];
    const ready = async () => void seen.push(await manager.use(Tariff).who({}));
    await manager.replace('tariff', { component: tariff(at, '2.0.0', { running: { ready } }) });
    expect(seen).toEqual(['1.0.0']);
  });

  it('keeps the settings unless it is given others', async () => {
    const { manager } = virtualManager();
    const seen: unknown[] = [];
    const version = (text: string) =>
      component('x', {
        version: text,
        settings: z.object({ rate: z.number() }),
        start: async ({ settings }) => (seen.push(settings), { provisions: [], stop: async () => undefined }),
      }).component;
    await manager.add([{ component: version('1.0.0'), settings: { rate: 1 } }]);
    await manager.replace('x', { component: version('2.0.0') });
    await manager.replace('x', { component: version('3.0.0'), settings: { rate: 3 } });
    await manager.rollback('x');
    expect(seen).toEqual([{ rate: 1 }, { rate: 1 }, { rate: 3 }, { rate: 1 }]);
  });

  it('of one of several keeps its place in line', async () => {
    const at = virtualManager();
    const { manager } = at;
    const other = { component: { ...tariff(at, '9.0.0'), name: 'other' } };
    await manager.add([{ component: tariff(at, '1.0.0') }, other]);
    await manager.replace('tariff', { component: tariff(at, '2.0.0') });
    await expect(manager.use(Tariff).who({})).resolves.toBe('2.0.0');
  });

  it('is refused while another change of the same name is under way', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const call = manager.use(Tariff).slow({ ms: 200 });
    const first = manager.replace('tariff', { component: tariff(at, '2.0.0') });
    await expect(manager.replace('tariff', { component: tariff(at, '3.0.0') })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(manager.remove('tariff')).rejects.toMatchObject({ code: 'conflict' });
    await clock.advance(200);
    await Promise.all([first, call]);
    await expect(manager.replace('tariff', { component: tariff(at, '3.0.0') })).resolves.toMatchObject({ to: '3.0.0' });
  });

  it('of a name that nobody has is not found', async () => {
    const at = virtualManager();
    await expect(at.manager.replace('tarif', { component: tariff(at, '2.0.0') })).rejects.toMatchObject({
      code: 'not-found',
      message: 'No component is named tarif; there are service-manager',
    });
  });

  it('mends a component that failed', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0', { component: { start: failsToStart } }) }]);
    await manager.replace('tariff', { component: tariff(at, '1.0.1') });
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.1');
    expect(rowsOf(manager, 'tariff')).toMatchObject([{ state: 'running', componentVersion: '1.0.1' }]);
    await expect(manager.rollback('tariff')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('stopping the manager during a replacement', () => {
  it('gives the new version up that has not taken over', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const replaced = outcomeOf(
      manager.replace('tariff', {
        component: tariff(at, '2.0.0', { component: { start: () => new Promise(() => undefined) } }),
      }),
    );
    await new Promise(setImmediate);
    await manager.stop();
    expect(await replaced).toMatchObject({ error: { code: 'cancelled' } });
  });

  it('gives the old version the time for draining that the stop has', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const call = outcomeOf(manager.use(Tariff).slow({ ms: 20_000 }));
    const replaced = manager.replace('tariff', { component: tariff(at, '2.0.0') });
    await clock.advance(10);
    const stopped = manager.stop({ drainMs: 500 });
    await clock.advance(600);
    await stopped;
    expect(await call).toMatchObject({ error: { code: 'unavailable' } });
    await expect(replaced).resolves.toMatchObject({ to: '2.0.0', stuck: [{ operation: 'tariff.slow' }] });
    // The provider's own timer of the stuck call.
    await clock.advance(20_000);
    expect(clock.pending()).toBe(0);
  });
});

describe('the health of a name', () => {
  it('is that of the version in service while the next one starts', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const hangs = { start: () => new Promise<never>(() => undefined) };
    const replaced = outcomeOf(manager.replace('tariff', { component: tariff(at, '2.0.0', { component: hangs }) }));
    await new Promise(setImmediate);
    expect((await manager.health()).get('tariff')).toEqual({ status: 'up' });
    await manager.stop();
    await replaced;
  });
});

describe('a component that holds what only one can have', () => {
  it('is not replaced while running, and the reason is told', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: { ...tariff(at, '1.0.0'), exclusive: 'the tariff port' } }]);
    await expect(manager.replace('tariff', { component: tariff(at, '2.0.0') })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('the tariff port') as string,
    });
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.0');
  });
});

describe('a new version that works in part only', () => {
  const withHealth = (made: Component, status: 'up' | 'degraded'): Component => ({
    ...made,
    start: async (context) => ({
      ...(await made.start(context)),
      health: async () => (status === 'up' ? { status } : { status, reason: 'no price list' }),
    }),
  });

  it('does not take the place of one that works', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: withHealth(tariff(at, '1.0.0'), 'up') }]);
    await expect(
      manager.replace('tariff', { component: withHealth(tariff(at, '2.0.0'), 'degraded') }),
    ).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('no price list') as string });
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.0');
  });

  it('takes the place of one that works in part only, too', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: withHealth(tariff(at, '1.0.0'), 'degraded') }]);
    await manager.health();
    await expect(
      manager.replace('tariff', { component: withHealth(tariff(at, '2.0.0'), 'degraded') }),
    ).resolves.toMatchObject({ to: '2.0.0' });
  });
});
