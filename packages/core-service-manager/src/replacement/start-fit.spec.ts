import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, need, optionalNeed } from '../contract/index.js';
import type { Component } from '../contract/index.js';
import { emptyContract, noting, outcomeOf, virtualManager } from '../manager/fixtures/greeting.js';
import { rowsOf, tariff, Tariff } from './fixtures/tariff.js';

const hangs = () => new Promise<never>(() => undefined);

describe('a new version that is not fit leaves the old one untouched', () => {
  const Other = defineContract({ id: 'other', version: '1.0.0', summary: 'o', members: {} });

  it.each<readonly [string, Parameters<typeof tariff>[2], string]>([
    ['it does not start', { component: { start: () => Promise.reject(new Error('no licence')) } }, 'no licence'],
    [
      'it throws',
      {
        component: {
          start: () => {
            throw new Error('oops');
          },
        },
      },
      'oops',
    ],
    ['it takes too long', { component: { start: hangs } }, 'did not start within 60 s'],
    ['its settings are wrong', { component: { settings: z.object({ a: z.string() }) } }, 'settings.a: '],
    ['its configuration fails', { component: { configure: () => Promise.reject(new Error('no WSDL')) } }, 'no WSDL'],
    ['its configuration hangs', { component: { configure: hangs } }, 'was not configured within 10 s'],
    ['it does not become ready', { running: { ready: () => Promise.reject(new Error('no data')) } }, 'no data'],
    ['it never becomes ready', { running: { ready: hangs } }, 'was not ready within 60 s'],
    [
      'it is down',
      { running: { health: async () => ({ status: 'down', reason: 'no link' }) } },
      'is not healthy: no link',
    ],
    ['its health is not told', { running: { health: hangs } }, 'does not answer its health check within 2 s'],
    ['it needs what is not there', { component: { needs: [need(Other)] } }, 'needs other ^1.0.0: no component'],
    ['it lacks an operation', { operations: { who: undefined as never } }, 'does not implement "who"'],
  ])('%s', async (_what, parts, reason) => {
    const at = virtualManager();
    const { manager, clock } = at;
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const outcome = outcomeOf(manager.replace('tariff', { component: tariff(at, '2.0.0', parts) }));
    await clock.advance(70_000);
    expect(await outcome).toMatchObject({
      error: {
        code: 'refused',
        message: expect.stringMatching(/^tariff 2.0.0 was not put in service: .*Version 1.0.0 goes on\.$/s),
        details: { name: 'tariff', from: '1.0.0', to: '2.0.0', reason: expect.stringContaining(reason) },
      },
    });
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.0');
    expect(rowsOf(manager, 'tariff')).toMatchObject([{ state: 'running', componentVersion: '1.0.0' }]);
    expect(rowsOf(manager, 'tariff')[0]).not.toHaveProperty('previousVersion');
  });

  it('one that does not provide any more what others need, and says who', async () => {
    const at = virtualManager();
    const { manager } = at;
    const Newer = defineContract({ ...Tariff, version: '2.0.0' });
    await manager.add([{ component: tariff(at, '1.0.0') }, noting('bill', [], [], [need(Tariff)])]);
    await expect(
      manager.replace('tariff', { component: tariff(at, '2.0.0', { contract: Newer }) }),
    ).rejects.toMatchObject({
      code: 'refused',
      details: { reason: expect.stringContaining('nobody else provides: bill needs tariff ^1.0.0') },
    });
    await expect(manager.use(Tariff).who({})).resolves.toBe('1.0.0');
  });

  it('but it may lack what is needed by nobody that runs, is optional, or others provide', async () => {
    const at = virtualManager();
    const { manager } = at;
    const Newer = defineContract({ ...Tariff, version: '2.0.0' });
    const next = tariff(at, '2.0.0', { contract: Newer });
    await manager.add([
      { component: tariff(at, '1.0.0') },
      noting('modest', [], [], [optionalNeed(Tariff)]),
      noting('waits', [], [], [need(Tariff), need(emptyContract('absent'))]),
    ]);
    await expect(manager.replace('tariff', { component: next })).resolves.toMatchObject({ to: '2.0.0' });
    await manager.rollback('tariff');
    await manager.add([
      noting('bill', [], [], [need(Tariff)]),
      { component: { ...tariff(at, '1.0.0'), name: 'second' } },
    ]);
    await expect(manager.replace('tariff', { component: next })).resolves.toMatchObject({ to: '2.0.0' });
  });

  it('and one that starts too late is stopped', async () => {
    const at = virtualManager();
    const { manager, clock } = at;
    const journal: string[] = [];
    await manager.add([{ component: tariff(at, '1.0.0') }]);
    const next = tariff(at, '2.0.0', { journal });
    const late = {
      ...next,
      start: (given: never) => new Promise<void>((r) => clock.after(80_000, r)).then(() => next.start(given)),
    };
    const outcome = outcomeOf(manager.replace('tariff', { component: late as Component }));
    await clock.advance(90_000);
    expect(await outcome).toMatchObject({ error: { code: 'refused' } });
    expect(journal).toEqual(['start 2.0.0', 'stop 2.0.0']);
  });
});
