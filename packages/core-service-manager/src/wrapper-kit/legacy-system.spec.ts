import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { isCarusoError } from '../contract/index.js';
import type { CarusoError, Logger } from '../contract/index.js';
import { systemRefuses, wrongRequest } from './legacy-errors.js';
import { openSystem, systemAccessSettings } from './legacy-system.js';
import type { LegacySystem } from './legacy-system.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const opened: LegacySystem[] = [];

function system(access: Parameters<typeof systemAccessSettings.parse>[0] = {}): LegacySystem {
  const made = openSystem({ name: 'ERP', access: systemAccessSettings.parse(access), appDir: '/', log: silent });
  opened.push(made);
  return made;
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function errorOf(outcome: Promise<unknown>): Promise<CarusoError> {
  const error = await outcome.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isCarusoError(error)) throw new Error(`no CarusoError: ${String(error)}`);
  return error;
}

const gone = (): Promise<never> => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
const never = (): Promise<never> => new Promise(() => undefined);

describe('an exchange', () => {
  it('answers with what was performed', async () => {
    await expect(system().exchange({ ask: 1 }, async () => 42)).resolves.toBe(42);
  });

  it('lets the three errors through', async () => {
    const refusal = systemRefuses('ERP', 'Blocked', { message: 'E42 BLOCKED', code: 'E42' });
    await expect(system().exchange(null, () => Promise.reject(refusal))).rejects.toBe(refusal);
    const wrong = wrongRequest('ERP', 'No such customer', undefined, 'not-found');
    await expect(system().exchange(null, () => Promise.reject(wrong))).rejects.toBe(wrong);
  });

  it('with nobody at the other end is "not there", also from within fetch', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const error = await errorOf(system().exchange(null, () => fetch(`http://127.0.0.1:${port}/`)));
    expect(error).toMatchObject({
      code: 'unavailable',
      details: { kind: 'not-there', legacy: { code: 'ECONNREFUSED' } },
    });
  });

  it('that fails for a reason of its own is internal', async () => {
    const error = await errorOf(system().exchange(null, () => Promise.reject(new TypeError('x is undefined'))));
    expect(error).toMatchObject({ code: 'internal', message: 'x is undefined' });
  });

  it('that takes too long is "not there", and is told to stop', async () => {
    let told: AbortSignal | undefined;
    const error = await errorOf(
      system({ timeoutMs: 20 }).exchange(null, (signal) => {
        told = signal;
        return never();
      }),
    );
    expect(error).toMatchObject({ code: 'unavailable', message: 'ERP did not answer within 20 ms' });
    expect(told?.aborted).toBe(true);
  });

  it('ends at once when the caller gives up, also while it waits for its turn', async () => {
    const erp = system({ concurrent: 1 });
    const caller = new AbortController();
    const running = errorOf(erp.exchange(null, never, { signal: caller.signal }));
    let begun = false;
    const waiting = errorOf(
      erp.exchange(
        null,
        async () => {
          begun = true;
        },
        { signal: caller.signal },
      ),
    );
    caller.abort();
    expect((await running).code).toBe('cancelled');
    expect((await waiting).code).toBe('cancelled');
    expect(begun).toBe(false);
    await expect(erp.exchange(null, async () => 'next')).resolves.toBe('next');
  });

  it('ends when the wrapper is stopped, and none begins afterwards', async () => {
    const erp = system();
    const running = errorOf(erp.exchange(null, never));
    await erp.close();
    expect((await running).message).toBe('The wrapper of ERP has been stopped');
    expect((await errorOf(erp.exchange(null, async () => 1))).code).toBe('cancelled');
  });
});

describe('the pool', () => {
  it('runs no more at once than it may, and all in the end', async () => {
    const erp = system({ concurrent: 3 });
    let now = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        erp.exchange(null, async () => {
          most = Math.max(most, ++now);
          await sleep(1);
          now -= 1;
        }),
      ),
    );
    expect(most).toBe(3);
  });

  it('refuses when the queue is full', async () => {
    const erp = system({ concurrent: 1, queue: 1 });
    const release = Promise.withResolvers<void>();
    const accepted = [erp.exchange(null, () => release.promise), erp.exchange(null, async () => undefined)];
    expect(await errorOf(erp.exchange(null, async () => undefined))).toMatchObject({
      code: 'overloaded',
      message: 'ERP is busy: 1 exchanges run and 1 wait',
    });
    release.resolve();
    await Promise.all(accepted);
  });

  it('starts no more in a window than the rate allows', async () => {
    const erp = system({ rate: { perSecond: 20, burst: 2 } });
    const starts: number[] = [];
    await Promise.all(Array.from({ length: 6 }, () => erp.exchange(null, async () => void starts.push(Date.now()))));
    expect(starts).toHaveLength(6);
    // Three windows of 100 ms: the last begins two windows after the first. Timers fire up to 1 ms early.
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(190);
  });

  it('leaves nothing waiting for a turn when it is closed', async () => {
    const erp = system({ rate: { perSecond: 0.01, burst: 1 } });
    await erp.exchange(null, async () => undefined);
    const waiting = errorOf(erp.exchange(null, async () => undefined));
    await erp.close();
    expect((await waiting).code).toBe('cancelled');
  });
});

describe('health', () => {
  it('is degraded after one exchange without the system, down after three, and up with the next answer', async () => {
    const erp = system();
    expect(erp.health()).toEqual({ status: 'up' });
    await errorOf(erp.exchange(null, gone));
    expect(erp.health()).toEqual({ status: 'degraded', reason: 'ERP is not there: connect' });
    await errorOf(erp.exchange(null, gone));
    await errorOf(erp.exchange(null, gone));
    expect(erp.health()).toMatchObject({ status: 'down' });
    await erp.exchange(null, async () => 1);
    expect(erp.health()).toEqual({ status: 'up' });
  });

  it('is up when the system refuses: it is there', async () => {
    const erp = system();
    await errorOf(erp.exchange(null, gone));
    await errorOf(erp.exchange(null, () => Promise.reject(systemRefuses('ERP', 'No'))));
    expect(erp.health()).toEqual({ status: 'up' });
  });
});
