import { describe, expect, it } from 'vitest';
import { Conformance } from './contract.js';
import type { GetJoined } from './transport-conformance.js';
import { failureOf, joinTransport } from './transport-under-test.js';
import type { JoinedTransport, TransportSpecimen } from './transport-under-test.js';

/** Deadlines, cancellation, and providers that stop. */
export function endingTests(get: GetJoined, specimen: TransportSpecimen): void {
  describe('a call that takes too long', () => {
    it('fails with "deadline", and the provider is told', async () => {
      const failure = await failureOf(get().service.hang({ key: 'late' }, { timeoutMs: 200 }));
      expect(failure?.code).toBe('deadline');
      await untilEnded(get(), 'late');
    });

    it('leaves the next call alone', async () => {
      await expect(get().service.echo({ payload: 'next' })).resolves.toEqual({ payload: 'next' });
    });
  });

  describe('a caller that gives up', () => {
    it('gets "cancelled", and the provider is told', async () => {
      const joined = get();
      const caller = new AbortController();
      const failing = failureOf(joined.service.hang({ key: 'dropped' }, { signal: caller.signal }));
      await joined.until('the call has begun', async () => (await fate(joined, 'dropped')).state === 'running');
      caller.abort();
      expect((await failing)?.code).toBe('cancelled');
      await untilEnded(joined, 'dropped');
    });

    it('before the call gets "cancelled", and the provider never hears of it', async () => {
      const signal = AbortSignal.abort();
      expect((await failureOf(get().service.hang({ key: 'unborn' }, { signal })))?.code).toBe('cancelled');
      await get().service.echo({ payload: 'after it' });
      expect((await fate(get(), 'unborn')).state).toBe('unknown');
    });
  });

  describe('a provider that stops', () => {
    it('lets calls in flight end, then there is none', async () => {
      const joined = await joinTransport(specimen);
      try {
        const slow = joined.service.echo({ payload: 'slow', waitMs: 400 });
        const begun = joined.service.hang({ key: 'begun' }, { timeoutMs: 250 });
        await joined.until('calls are in flight', async () => (await fate(joined, 'begun')).state === 'running');
        const ended = failureOf(begun);
        await joined.provider.remove(await instanceName(joined), { drainMs: 10_000 });
        await expect(slow).resolves.toEqual({ payload: 'slow' });
        expect((await ended)?.code).toBe('deadline');
        await joined.until('callers know', async () => {
          const failure = await failureOf(joined.service.echo({ payload: 1 }));
          return failure?.code === 'no-provider';
        });
      } finally {
        await joined.close();
      }
    });

    it('ends calls that outlast its patience, and their callers hear of it', async () => {
      const joined = await joinTransport(specimen);
      try {
        const failing = failureOf(joined.service.hang({ key: 'stuck' }));
        await joined.until('the call is in flight', async () => (await fate(joined, 'stuck')).state === 'running');
        await joined.provider.remove(await instanceName(joined), { drainMs: 50 });
        expect(await failing).toBeDefined();
      } finally {
        await joined.close();
      }
    });
  });
}

function fate({ service }: JoinedTransport, key: string) {
  return service.fate({ key });
}

async function untilEnded(joined: JoinedTransport, key: string): Promise<void> {
  await joined.until(
    `the provider has heard that "${key}" is over`,
    async () => (await fate(joined, key)).state === 'ended',
  );
}

/** Under which the provider's manager runs the conformance component. */
async function instanceName({ provider }: JoinedTransport): Promise<string> {
  const info = provider.list().find(({ contract, place }) => contract === Conformance.id && place !== 'remote');
  if (info === undefined) throw new Error('The provider does not list the conformance component');
  return info.component;
}
