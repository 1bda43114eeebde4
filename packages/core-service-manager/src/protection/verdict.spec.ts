import { describe, expect, it } from 'vitest';
import { CarusoError } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';
import { oracleSite, unavailable } from '../calls/fixtures/site.js';
import { outcomeOf } from '../manager/fixtures/greeting.js';
import { performIncoming } from '../invocation/perform-incoming.js';
import { verdictOf } from './verdict.js';

const quick = { breaker: { window: 4, minimumCalls: 4 }, retry: { atMost: 0 } };

describe('what a failure says about its provider', () => {
  it.each<[ErrorCode, string]>([
    ['internal', 'failed'],
    ['unavailable', 'failed'],
    ['deadline', 'failed'],
    ['refused', 'works'],
    ['invalid', 'works'],
    ['overloaded', 'nothing'],
    ['cancelled', 'nothing'],
  ])('%s: %s', (code, verdict) => {
    expect(verdictOf(new CarusoError(code, 'x'), 200, 'a')).toBe(verdict);
  });

  it('is nothing when it names itself as of one of several systems behind it', () => {
    expect(verdictOf(unavailable({ behind: true, store: 'crm' }), 200, 'a')).toBe('nothing');
    expect(verdictOf(unavailable({ behind: false }), 200, 'a')).toBe('failed');
  });
});

describe('a breaker', () => {
  it('that lets one call try says so, instead of a time that is over', async () => {
    const site = oracleSite({ ...quick, breaker: { window: 2, minimumCalls: 2 } });
    site.add('a', { change: ({ n }) => (n < 2 ? Promise.reject(unavailable()) : new Promise(() => undefined)) });
    for (let n = 0; n < 2; n += 1) await outcomeOf(site.handle.change({ n }));
    await expect(site.handle.change({ n: 2 })).rejects.toThrow(/not called before [1-9]\d* ms are over/);
    await site.clock.advance(2_000);
    const probe = outcomeOf(site.handle.change({ n: 2 }));
    await expect(site.handle.change({ n: 3 })).rejects.toThrow('one call tries now whether it works again');
    await site.clock.advance(6_000);
    await probe;
  });

  function chain(of: () => Promise<never>) {
    const site = oracleSite(quick);
    const behind = oracleSite(quick);
    const away = behind.add('away', { change: of });
    const front = site.add('front', { change: (input, { signal }) => behind.handle.change(input, { signal }) });
    return { site, behind, away, front };
  }

  it('stays closed for one who passes on the failures of another, whose own opens', async () => {
    const { site, away, front } = chain(() => Promise.reject(unavailable()));
    for (let n = 0; n < 6; n += 1) await outcomeOf(site.handle.change({ n }));
    expect([away, front].map(({ protection }) => protection?.breaker.seen)).toEqual(['open', 'closed']);
  });

  it('stays closed for one who waited in vain for another, whose own opens', async () => {
    const site = oracleSite(quick);
    const away = site.add('away', { ask: () => new Promise(() => undefined) });
    const front = site.add('front', { change: ({ n }) => site.handle.ask({ n }) }, { rank: -1 });
    const calls = Array.from({ length: 4 }, (_none, n) => outcomeOf(callOf(front, n)));
    await site.clock.advance(5_100);
    await Promise.all(calls);
    expect([away, front].map(({ protection }) => protection?.breaker.seen)).toEqual(['open', 'closed']);

    function callOf(provider: typeof front, n: number): Promise<unknown> {
      return performIncoming(site, provider, 'change', { n }, { timeoutMs: 5_000 });
    }
  });
});
