import { PerformanceObserver } from 'node:perf_hooks';
import { describe, expect, it, vi } from 'vitest';
import { createMetricsPage } from './metrics-page.js';

describe('the page of metrics', () => {
  it('observes the process once, however often it is made', async () => {
    const observe = vi.spyOn(PerformanceObserver.prototype, 'observe');
    for (let turn = 0; turn < 3; turn += 1) {
      const page = createMetricsPage({ metrics: async () => [] } as never);
      expect(await page.text()).toContain('process_cpu_user_seconds_total');
    }
    expect(observe).toHaveBeenCalledTimes(1);
  });
});
