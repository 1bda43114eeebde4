import { describe, expect, it } from 'vitest';
import { need } from '../contract/index.js';
import type { Component } from '../contract/index.js';
import { emptyContract, noting, outcomeOf, virtualManager } from '../manager/fixtures/greeting.js';
import { rowsOf, tariff, Tariff } from './fixtures/tariff.js';

describe('a roll back', () => {
  it('puts the previous version back, and can itself be rolled back', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0'), source: './one' }]);
    await manager.replace('tariff', { component: tariff(at, '2.0.0'), source: './two' });
    await expect(manager.rollback('tariff')).resolves.toMatchObject({ from: '2.0.0', to: '1.0.0' });
    expect(rowsOf(manager, 'tariff')).toMatchObject([{ source: './one', previousVersion: '2.0.0' }]);
    await expect(manager.rollback('tariff')).resolves.toMatchObject({ from: '1.0.0', to: '2.0.0' });
    await expect(manager.use(Tariff).who({})).resolves.toBe('2.0.0');
  });

  it('of what was never replaced is a conflict', async () => {
    const at = virtualManager();
    await at.manager.add([{ component: tariff(at, '1.0.0') }]);
    await expect(at.manager.rollback('tariff')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a removal', () => {
  it('drains and stops; those that need it go on without', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    const journal: string[] = [];
    await manager.add([{ component: tariff(at, '1.0.0', { journal }) }, noting('bill', journal, [], [need(Tariff)])]);
    const call = manager.use(Tariff).slow({ ms: 100 });
    const removed = manager.remove('tariff');
    await clock.advance(100);
    await expect(call).resolves.toBe('1.0.0');
    await expect(removed).resolves.toMatchObject({ from: '1.0.0', to: null, drainMs: 100 });
    expect(journal.at(-1)).toBe('stop 1.0.0');
    await expect(manager.use(Tariff).who({})).rejects.toMatchObject({
      code: 'no-provider',
      message: 'Nobody provides tariff ^1.0.0 now: no component of this application provides it',
    });
    expect(rowsOf(manager, 'bill')).toMatchObject([{ state: 'running' }]);
    expect(rowsOf(manager, 'tariff')).toEqual([]);
  });

  it('frees the name', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    await manager.remove('tariff');
    await manager.add([{ component: tariff(at, '2.0.0') }]);
    await expect(manager.use(Tariff).who({})).resolves.toBe('2.0.0');
  });
});

describe('a component that waits', () => {
  it('can be replaced by one that need not wait', async () => {
    const at = virtualManager();
    const { manager } = at;
    await manager.add([{ component: tariff(at, '1.0.0', { component: { needs: [need(Tariff, '^7')] } }) }]);
    await expect(manager.replace('tariff', { component: tariff(at, '1.1.0') })).resolves.toMatchObject({ to: '1.1.0' });
    expect(rowsOf(manager, 'tariff')).toMatchObject([{ state: 'running', componentVersion: '1.1.0' }]);
  });

  it('and begins to start meanwhile is not replaced', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    const A = emptyContract('a');
    const slow = (ms: number) => (given: never) =>
      new Promise<void>((resolve) => clock.after(ms, resolve)).then(() => tariff(at, '1.0.0').start(given));
    const waits = tariff(at, '1.0.0', { component: { needs: [need(A)], start: slow(1_000) as Component['start'] } });
    await manager.add([{ component: waits }]);
    const next = tariff(at, '1.1.0', { component: { start: slow(500) as Component['start'] } });
    const replaced = outcomeOf(manager.replace('tariff', { component: next }));
    await clock.advance(10);
    const added = manager.add([noting('giver', [], ['a'])]);
    await clock.advance(600);
    expect(await replaced).toMatchObject({ error: { code: 'refused', message: expect.stringContaining('try again') } });
    await clock.advance(1_000);
    await added;
    expect(rowsOf(manager, 'tariff')).toMatchObject([{ state: 'running', componentVersion: '1.0.0' }]);
  });
});
