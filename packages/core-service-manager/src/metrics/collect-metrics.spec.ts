import { describe, expect, it } from 'vitest';
import { oracleSite, unavailable } from '../calls/fixtures/site.js';
import { metricsReportSchema } from '../contract/index.js';
import { collectMetrics } from './collect-metrics.js';

describe('the metrics of a provider', () => {
  it('are its calls by outcome and how long they took', async () => {
    const { add, handle, registry, clock } = oracleSite({ retry: { atMost: 0 } });
    add('a', {
      ask: ({ n }) => new Promise((resolve) => clock.after(n, () => resolve(n))),
      change: () => Promise.reject(unavailable()),
    });
    const slow = handle.ask({ n: 30 });
    const fast = handle.ask({ n: 1 });
    await handle.change({ n: 1 }).catch(() => undefined);
    await clock.advance(1);
    expect(collectMetrics(registry.providers()).map(({ inFlight }) => inFlight)).toEqual([1, 0]);
    await clock.advance(100);
    await Promise.all([slow, fast]);
    const [ask, change] = collectMetrics(registry.providers());
    expect(ask).toMatchObject({
      component: 'a',
      member: 'ask',
      calls: { ok: 2 },
      durationCount: 2,
      durationSum: 0.031,
    });
    expect(ask?.durationBuckets.filter(({ le }) => [0.001, 0.025, 0.05, 30].includes(le))).toEqual([
      { le: 0.001, count: 1 },
      { le: 0.025, count: 1 },
      { le: 0.05, count: 2 },
      { le: 30, count: 2 },
    ]);
    expect(change).toMatchObject({ calls: { unavailable: 1 }, durationCount: 1, breaker: 'closed' });
    expect(metricsReportSchema.parse(JSON.parse(JSON.stringify([ask, change])))).toHaveLength(2);
  });

  it('count every call, also when so many are made that not all are timed', async () => {
    const { add, handle, registry } = oracleSite();
    add('a');
    await Promise.all(Array.from({ length: 500 }, (_value, n) => handle.ask({ n })));
    expect(collectMetrics(registry.providers())).toMatchObject([{ calls: { ok: 500 }, durationCount: 500 }]);
  });
});
