import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, operation, provide } from '../contract/index.js';
import type { Provision } from '../contract/index.js';
import { Oracle, oracleSite, unavailable } from '../calls/fixtures/site.js';
import { createProvider } from '../registry/provider.js';
import type { Provider } from '../registry/provider.js';
import { outcomeOf, untilInterrupted } from '../manager/fixtures/greeting.js';
import { openIncoming } from './open-incoming.js';
import { performIncoming } from './perform-incoming.js';

describe('a call from outside', () => {
  it('is checked by the schema of the input and says where it is wrong', async () => {
    const site = oracleSite();
    const provider = site.add('a');
    await expect(performIncoming(site, provider, 'ask', { n: 'x' }, {})).rejects.toMatchObject({
      code: 'invalid',
      details: { issues: [expect.stringContaining('n: ')] },
    });
    await expect(performIncoming(site, provider, 'toString', {}, {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(performIncoming(site, provider, 'watch', { n: 1 }, {})).rejects.toMatchObject({ code: 'invalid' });
  });

  it('brings principal, key and deadline, and is counted', async () => {
    const site = oracleSite();
    const principal = { kind: 'user', id: 'u1', name: 'Ana', roles: [] } as const;
    const seen: unknown[] = [];
    const provider = site.add('a', {
      change: async (_input, call) => seen.push(call.principal, call.idempotencyKey, call.deadline),
    });
    const options = { principal: { ...principal, roles: [] }, idempotencyKey: 'k1', timeoutMs: 300 };
    await performIncoming(site, provider, 'change', { n: 1 }, options);
    expect(seen).toEqual([principal, 'k1', site.clock.now() + 300]);
    expect(provider.calls).toMatchObject({ total: 1, inFlight: 0 });
  });

  it('is cancelled from outside', async () => {
    const site = oracleSite();
    const provider = site.add('a', { change: (_input, call) => untilInterrupted(call) });
    const controller = new AbortController();
    const outcome = outcomeOf(performIncoming(site, provider, 'change', { n: 1 }, { signal: controller.signal }));
    controller.abort();
    expect(await outcome).toMatchObject({ error: { code: 'cancelled' } });
  });

  it('leaves repetition to its caller, and is told as one that has arrived', async () => {
    const site = oracleSite();
    const provider = site.add('a', { ask: () => Promise.reject(unavailable({ sent: false, why: 'x' })) });
    const outcome = await outcomeOf(performIncoming(site, provider, 'ask', { n: 1 }, {}));
    expect(outcome).toMatchObject({ error: { code: 'unavailable', details: { why: 'x' } } });
    expect(outcome).not.toHaveProperty('error.details.sent');
    expect(provider.calls.total).toBe(1);
  });

  it('that fails behind its provider is told so: the breaker over there is about this provider', async () => {
    const site = oracleSite();
    const behind = oracleSite();
    behind.add('away', { change: () => Promise.reject(unavailable({ why: 'x' })) });
    const provider = site.add('front', { change: (input) => behind.handle.change(input) });
    await expect(performIncoming(site, provider, 'change', { n: 1 }, {})).rejects.toMatchObject({
      code: 'unavailable',
      details: { why: 'x', behind: true },
    });
  });

  it('for a provider that was replaced goes to its successor; when there is none it may be sent elsewhere', async () => {
    const site = oracleSite();
    const old = site.add('a');
    await performIncoming(site, old, 'ask', { n: 1 }, {});
    site.registry.exchange([old], []);
    await expect(performIncoming(site, old, 'ask', { n: 1 }, {})).rejects.toMatchObject({
      code: 'no-provider',
      details: { contract: 'oracle', sent: false },
    });
    site.add('a', { ask: async () => 2 });
    await expect(performIncoming(site, old, 'ask', { n: 1 }, {})).resolves.toBe(2);
  });

  it('waits while the state is handed over', async () => {
    const site = oracleSite();
    const old = site.add('a', { ask: async () => 1 });
    const release = site.registry.hold([old]);
    const answer = performIncoming(site, old, 'ask', { n: 0 }, {});
    const values = openIncoming(site, old, 'watch', { n: 0 }, {});
    const first = values.next();
    site.registry.exchange([old], []);
    site.add('a', {
      ask: async () => 2,
      async *watch() {
        yield 3;
      },
    });
    release();
    await expect(answer).resolves.toBe(2);
    await expect(first).resolves.toEqual({ done: false, value: 3 });
    await values.return?.();
  });
});

describe('a stream from outside', () => {
  it('is checked, read and ended like any', async () => {
    const site = oracleSite();
    const ends: boolean[] = [];
    const provider = site.add('a', {
      async *watch({ n }, call) {
        try {
          for (;;) yield n;
        } finally {
          ends.push(call.signal.aborted);
        }
      },
    });
    await expect(openIncoming(site, provider, 'watch', { n: 'x' }, {}).next()).rejects.toMatchObject({
      code: 'invalid',
    });
    const values = openIncoming(site, provider, 'watch', { n: 4 }, {});
    await expect(values.next()).resolves.toEqual({ done: false, value: 4 });
    await values.return?.();
    expect(ends).toEqual([true]);
    expect(provider.calls.inFlight).toBe(0);
  });
});

describe('a provider that was replaced by one with another contract', () => {
  const input = z.object({ n: z.number(), unit: z.string().default('kWh') });
  const wider = defineContract({
    ...Oracle,
    version: '1.1.0',
    members: { ...Oracle.members, ask: operation({ ...Oracle.members.ask, input, output: z.string() }) },
  });
  const narrower = defineContract({ id: 'oracle', version: '2.0.0', summary: '', members: {} });

  function replaceBy(site: ReturnType<typeof oracleSite>, old: Provider, provision: Provision): void {
    const { component, rank, place, log } = old;
    const next = createProvider(provision, { component, componentVersion: '2.0.0', rank, place, log });
    site.registry.exchange([old], [next]);
  }

  it('has the input of a call from outside read as its successor says', async () => {
    const site = oracleSite();
    const old = site.add('a');
    await performIncoming(site, old, 'ask', { n: 1 }, {});
    const rest = { change: async () => 0, peek: async () => 0, async *watch() {} };
    replaceBy(site, old, provide(wider, { ...rest, ask: async ({ n, unit }) => `${n} ${unit}` }));
    await expect(performIncoming(site, old, 'ask', { n: 1 }, {})).resolves.toBe('1 kWh');
  });

  it('is gone for callers from outside when its successor is of another major', async () => {
    const site = oracleSite();
    const old = site.add('a');
    replaceBy(site, old, provide(narrower, {}));
    await expect(performIncoming(site, old, 'ask', { n: 1 }, {})).rejects.toMatchObject({
      code: 'no-provider',
      details: { sent: false },
    });
  });

  it('fails a call by name that waited for it', async () => {
    const site = oracleSite();
    const old = site.add('a', { ask: () => Promise.reject(unavailable()) });
    const outcome = outcomeOf(site.invoke('oracle', 'ask', { n: 1 }));
    await site.clock.advance(1);
    replaceBy(site, old, provide(narrower, {}));
    await site.clock.advance(100);
    expect(await Promise.race([outcome, new Promise((resolve) => setImmediate(resolve, 'no end'))])).toMatchObject({
      error: { code: 'no-provider' },
    });
  });
});
