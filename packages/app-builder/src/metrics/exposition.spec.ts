import { describe, expect, it } from 'vitest';
import type { MetricsReport } from '@caruso/core-service-manager/contract';
import { exposition } from './exposition.js';

const report: MetricsReport[number] = {
  contract: 'billing',
  contractVersion: '1.0.0',
  component: 'billing "old"',
  componentVersion: '2.1.0',
  place: 'here',
  process: 'p1',
  member: 'openInvoices',
  calls: { ok: 7, deadline: 1 },
  durationBuckets: [
    { le: 0.005, count: 3 },
    { le: 0.1, count: 7 },
  ],
  durationCount: 8,
  durationSum: 1.25,
  inFlight: 2,
  retried: 1,
  rejected: 0,
  breaker: 'half-open',
};

describe('the metrics of services', () => {
  const text = exposition([report]);

  it('count calls by outcome', () => {
    expect(text).toContain(
      'caruso_calls_total{service="billing",service_version="1.0.0",operation="openInvoices",component="billing \\"old\\"",version="2.1.0",process="p1",outcome="deadline"} 1\n',
    );
  });

  it('are a histogram whose last bucket holds all', () => {
    expect(text).toMatch(/caruso_call_duration_seconds_bucket\{.*le="0\.1"\} 7\n/);
    expect(text).toMatch(/caruso_call_duration_seconds_bucket\{.*le="\+Inf"\} 8\n/);
    expect(text).toMatch(/caruso_call_duration_seconds_count\{.*\} 8\n/);
  });

  it('say that a breaker is half open', () => {
    expect(text).toMatch(/caruso_breaker_open\{.*\} 0\.5\n/);
  });

  it.each([
    ['processes', { process: 'p2', place: 'remote' }],
    ['versions of the contract', { contractVersion: '2.0.0' }],
  ] as const)('are told apart by %s, else Prometheus refuses the page', (_what, change) => {
    const samples = exposition([report, { ...report, ...change }])
      .split('\n')
      .filter((line) => line.startsWith('caruso_'))
      .map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(samples).size).toBe(samples.length);
  });

  it('are nothing where nothing was called', () => {
    expect(exposition([])).toBe('');
  });
});
