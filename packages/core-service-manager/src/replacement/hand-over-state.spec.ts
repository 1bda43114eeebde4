import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, operation, provide, stream } from '../contract/index.js';
import type { Component, StateTransfer } from '../contract/index.js';
import { component, outcomeOf, untilInterrupted, virtualManager } from '../manager/fixtures/greeting.js';

const stateSchema = z.object({ count: z.number().int() });
type State = z.infer<typeof stateSchema>;

const Counter = defineContract({
  id: 'counter',
  version: '1.0.0',
  summary: 'Counts',
  state: stateSchema,
  members: {
    add: operation({
      summary: 'One more, after a while',
      input: z.object({ ms: z.number().optional() }),
      output: z.string(),
      timeoutMs: 5_000,
    }),
    peek: operation({ summary: 'So many', input: z.object({}), output: z.string(), direct: true }),
    changes: stream({ summary: 'Changes', input: z.object({}), output: z.string() }),
  },
});

function counter(
  { clock }: ReturnType<typeof virtualManager>,
  version: string,
  transfer: Partial<StateTransfer<State>> = {},
): Component {
  return component('counter', {
    version,
    provides: [Counter],
    start: async ({ use }) => {
      const itself = use(Counter);
      let count = 0;
      const state: StateTransfer<State> = {
        handOver: async () => ({ count }),
        takeOver: async (given) => void (count = given.count),
        ...transfer,
      };
      const implementation = {
        add: async ({ ms }: { readonly ms?: number | undefined }) => {
          if (ms !== undefined) await new Promise<void>((resolve) => clock.after(ms, resolve));
          // A call that calls its own component.
          if (ms === -1) await itself.add({});
          count += 1;
          return `${count} of ${version}`;
        },
        peek: async () => `${count} of ${version}`,
        async *changes(_input: object, call: Parameters<typeof untilInterrupted>[0]) {
          yield version;
          await untilInterrupted(call).catch(() => undefined);
        },
      };
      return { provisions: [provide(Counter, implementation, state)], stop: async () => undefined };
    },
  }).component;
}

async function started(transfer: Partial<StateTransfer<State>> = {}) {
  const at = virtualManager();
  await at.manager.add([{ component: counter(at, '1.0.0', transfer) }]);
  return { ...at, handle: at.manager.use(Counter), version: (v: string, t = {}) => ({ component: counter(at, v, t) }) };
}

describe('state', () => {
  it('goes over to the new version; no call is lost and none is counted twice', async () => {
    const { manager, clock, handle, version } = await started();
    await handle.add({});
    const running = handle.add({ ms: 300 });
    const replaced = manager.replace('counter', version('2.0.0'));
    await clock.advance(100);
    const waiting = [handle.add({}), handle.peek({}), manager.invoke('counter', 'add', {})];
    await clock.advance(300);
    await expect(running).resolves.toBe('2 of 1.0.0');
    await expect(Promise.all(waiting)).resolves.toEqual(['3 of 2.0.0', '3 of 2.0.0', '4 of 2.0.0']);
    await expect(replaced).resolves.toMatchObject({ handedOver: ['counter'], drainMs: 0, stuck: [] });
  });

  it('leaves a waiting call its own deadline', async () => {
    const { manager, clock, handle, version } = await started();
    const running = handle.add({ ms: 3_000 });
    const replaced = manager.replace('counter', version('2.0.0'));
    await clock.advance(10);
    const waiting = outcomeOf(handle.add({}, { timeoutMs: 500 }));
    await clock.advance(600);
    expect(await waiting).toMatchObject({ error: { code: 'deadline' } });
    await clock.advance(3_000);
    await Promise.all([running, replaced]);
    await expect(handle.peek({})).resolves.toBe('1 of 2.0.0');
  });

  it('lets a stream that is opened meanwhile wait, and one that was open ends', async () => {
    const { manager, clock, handle, version } = await started();
    const seen: string[] = [];
    const follow = async () => {
      for await (const value of handle.changes({})) seen.push(value);
    };
    const first = follow();
    const running = handle.add({ ms: 300 });
    await clock.advance(10);
    const replaced = manager.replace('counter', version('2.0.0'));
    await clock.advance(10);
    await first;
    const second = follow();
    await clock.advance(10);
    expect(seen).toEqual(['1.0.0']);
    await clock.advance(300);
    await Promise.all([running, replaced]);
    await clock.advance(10);
    expect(seen).toEqual(['1.0.0', '2.0.0']);
    await manager.stop();
    await second;
  });

  it('lets a running call that calls its own component end', async () => {
    const { manager, clock, handle, version } = await started();
    const running = handle.add({ ms: -1 });
    const replaced = manager.replace('counter', version('2.0.0'));
    await clock.advance(100);
    await expect(running).resolves.toBe('2 of 1.0.0');
    await expect(replaced).resolves.toMatchObject({ stuck: [] });
    await expect(handle.peek({})).resolves.toBe('2 of 2.0.0');
  });

  it.each<readonly [string, Partial<StateTransfer<State>>, Partial<StateTransfer<State>>, string]>([
    ['cannot be handed over', { handOver: () => Promise.reject(new Error('disk full')) }, {}, 'disk full'],
    ['is not handed over in time', { handOver: () => new Promise(() => undefined) }, {}, 'did not hand over the state'],
    ['is not what the contract says', { handOver: async () => ({ count: 'x' }) as never }, {}, 'count: '],
    ['is not taken over', {}, { takeOver: () => Promise.reject(new Error('too much')) }, 'too much'],
    ['is not taken over in time', {}, { takeOver: () => new Promise(() => undefined) }, 'did not take over the state'],
  ])('that %s leaves the old version in service, with the calls that waited', async (_what, old, next, reason) => {
    const { manager, clock, handle, version } = await started(old);
    const replaced = outcomeOf(manager.replace('counter', version('2.0.0', next)));
    await clock.advance(10);
    const waiting = outcomeOf(handle.add({}, { timeoutMs: 20_000 }));
    await clock.advance(15_000);
    expect(await replaced).toMatchObject({
      error: { code: 'refused', details: { reason: expect.stringContaining(reason) } },
    });
    expect(await waiting).toEqual({ value: '1 of 1.0.0' });
    await expect(handle.peek({})).resolves.toBe('1 of 1.0.0');
  });
});
