import { getEventListeners } from 'node:events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CarusoError, defineContract, operation, provide } from '../contract/index.js';
import type { Component, ReplacementReport } from '../contract/index.js';
import { component, outcomeOf, virtualManager } from '../manager/fixtures/greeting.js';
import type { Outcome } from '../manager/fixtures/greeting.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { Transport } from '../transports/transport.js';
import { unlessStopping } from './unless-stopping.js';

/** Counts its calls: a lost or doubled one shows in what is handed over. */
const Ledger = defineContract({
  id: 'ledger',
  version: '1.0.0',
  summary: 'Counts calls',
  state: z.object({ entries: z.array(z.number()) }),
  members: {
    enter: operation({
      summary: 'Enters a number after a while',
      input: z.object({ id: z.number(), ms: z.number() }),
      output: z.string(),
      timeoutMs: 600_000,
    }),
  },
});
const Plain = defineContract({ ...Ledger, state: undefined });

type Fault = 'none' | 'start' | 'ready' | 'health' | 'state' | 'slow';
type Step =
  | { readonly kind: 'call'; readonly ms: number }
  | { readonly kind: 'add' | 'replace'; readonly fault: Fault; readonly drainMs: number }
  | { readonly kind: 'rollback' | 'remove'; readonly drainMs: number };

const fault = fc.constantFrom<Fault>('none', 'none', 'start', 'ready', 'health', 'state', 'slow');
const drainMs = fc.constantFrom(0, 50, 30_000);
const steps = fc.array(
  fc.tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('call' as const), ms: fc.constantFrom(0, 5, 200, 60_000) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'replace' as const), fault, drainMs }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rollback' as const, 'remove' as const), drainMs }) },
    ),
    // What passes until the next step, in milliseconds.
    fc.constantFrom(0, 1, 20, 1_000),
  ),
  { maxLength: 40 },
);

function registryOf() {
  const got: { registry?: ServiceRegistry } = {};
  const transport: Transport = {
    name: 'wire',
    async attach({ registry }) {
      got.registry = registry;
      return { health: () => ({ status: 'up' }), detach: async () => undefined };
    },
  };
  return { got, transport };
}

function ledger(
  clock: ReturnType<typeof virtualManager>['clock'],
  version: string,
  fails: Fault,
  keepsState: boolean,
): Component {
  return component('ledger', {
    version,
    provides: [keepsState ? Ledger : Plain],
    start: async () => {
      let entries: readonly number[] = [];
      if (fails === 'start') throw new Error('does not start');
      if (fails === 'slow') await new Promise<void>((resolve) => clock.after(300, resolve));
      const implementation = {
        async enter({ id, ms }: { readonly id: number; readonly ms: number }) {
          if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve));
          entries = [...entries, id];
          return version;
        },
      };
      const state = {
        handOver: async () => ({ entries: [...entries] }),
        takeOver: async (given: { readonly entries: readonly number[] }) => {
          if (fails === 'state') throw new Error('does not take over');
          entries = given.entries;
        },
      };
      return {
        provisions: [keepsState ? provide(Ledger, implementation, state) : provide(Plain, implementation)],
        ready: () => (fails === 'ready' ? Promise.reject(new Error('is not ready')) : Promise.resolve()),
        health: async () => (fails === 'health' ? { status: 'down', reason: 'ill' } : { status: 'up' }),
        stop: async () => undefined,
      };
    },
  }).component;
}

interface CallMade {
  readonly id: number;
  /** Whether a version was in service when it was made. */
  readonly served: boolean;
  outcome: Outcome | undefined;
  answers: number;
}

async function answered(made: CallMade, call: Promise<unknown>): Promise<void> {
  made.outcome = await outcomeOf(call);
  made.answers += 1;
}

async function play(sequence: readonly (readonly [Step, number])[], keepsState: boolean) {
  const { got, transport } = registryOf();
  const { manager, clock } = virtualManager({ transports: [transport] });
  const handle = manager.use(Ledger);
  const calls: CallMade[] = [];
  const changes: Promise<Outcome>[] = [];
  const isServed = () => manager.list().some(({ component: name, state }) => name === 'ledger' && state === 'running');
  let version = 1;
  const next = (fails: Fault) => ledger(clock, `${(version += 1)}.0.0`, fails, keepsState);

  await manager.add([{ component: ledger(clock, '1.0.0', 'none', keepsState) }]);
  for (const [step, pauseMs] of sequence) {
    if (step.kind === 'call') {
      const made: CallMade = { id: calls.length, served: isServed(), outcome: undefined, answers: 0 };
      calls.push(made);
      void answered(made, handle.enter({ id: made.id, ms: step.ms }));
    } else if (step.kind === 'add') {
      const free = !manager.list().some(({ component: name }) => name === 'ledger');
      if (free) changes.push(outcomeOf(manager.add([{ component: next(step.fault) }])));
    } else if (step.kind === 'replace') {
      const { drainMs: limit } = step;
      changes.push(outcomeOf(manager.replace('ledger', { component: next(step.fault) }, { drainMs: limit })));
    } else changes.push(outcomeOf(manager[step.kind]('ledger', { drainMs: step.drainMs })));
    if (pauseMs > 0) await clock.advance(pauseMs);
  }
  await clock.advance(200_000);
  const stuck = (await Promise.all(changes)).flatMap((outcome) => {
    if ('value' in outcome) return (outcome.value as ReplacementReport | undefined)?.stuck ?? [];
    // A hand-over may fail when calls have been ended for it.
    return ((outcome.error as CarusoError).details['stuck'] ?? []) as ReplacementReport['stuck'];
  });
  await manager.stop();
  return { calls, stuck, clock, registry: got.registry };
}

function codeOf({ outcome }: CallMade): string {
  return outcome !== undefined && 'error' in outcome && outcome.error instanceof CarusoError
    ? outcome.error.code
    : 'none';
}

describe.each([
  ['without state', false],
  ['with state', true],
])('whatever is added, replaced, rolled back and removed, %s:', (_what, keepsState) => {
  it('no call fails that had a provider, but those still running at the end of the time for draining; nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { calls, stuck, clock, registry } = await play(sequence, keepsState);
        const failed = calls.filter(({ outcome }) => outcome !== undefined && 'error' in outcome);
        expect(calls.map(({ answers }) => answers)).toEqual(calls.map(() => 1));
        expect(failed.filter(({ served }) => !served).map(codeOf)).toEqual(
          calls.filter(({ served }) => !served).map(() => 'no-provider'),
        );
        const ended = failed.filter(({ served }) => served);
        expect(ended.map(codeOf)).toEqual(ended.map(() => 'unavailable'));
        expect(ended).toHaveLength(stuck.length);
        expect(clock.pending()).toBe(0);
        expect(registry?.providers()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a thousand replacements', () => {
  it('leave as many providers, listeners, timers and rows as one', async () => {
    const { got, transport } = registryOf();
    const { manager, clock } = virtualManager({ transports: [transport] });
    await manager.add([{ component: ledger(clock, '1.0.0', 'none', true) }]);
    const { registry } = got;
    if (registry === undefined) throw new Error('is not attached');
    let listeners = 0;
    const { onChange } = registry;
    registry.onChange = (listener) => {
      listeners += 1;
      const end = onChange(listener);
      return () => {
        listeners -= 1;
        end();
      };
    };
    const counts = () => [registry.providers().length, manager.list().length, clock.pending(), listeners];
    const handle = manager.use(Ledger);
    const entered: string[] = [];
    const round = async (n: number) => {
      const replaced = manager.replace('ledger', { component: ledger(clock, `${n}.0.0`, 'none', true) });
      await replaced;
      entered.push(await handle.enter({ id: n, ms: 0 }));
    };
    await round(2);
    await clock.advance(100);
    const before = counts();
    for (let n = 3; n <= 1_001; n += 1) await round(n);
    await clock.advance(100);
    expect(counts()).toEqual(before);
    expect(entered.at(-1)).toBe('1001.0.0');
  });

  it('leave no listener on the signal that tells of the stop', async () => {
    const { signal } = new AbortController();
    for (let n = 0; n < 100; n += 1) await unlessStopping(signal, Promise.resolve());
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
