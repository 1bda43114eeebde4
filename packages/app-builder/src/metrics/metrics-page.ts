import type { ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { exposition } from './exposition.js';

/** What `GET /metrics` answers. */
export interface MetricsPage {
  /** Prometheus text format 0.0.4: the services of this process, then memory, event loop and garbage collection. */
  text(): Promise<string>;
  /** Ends the observation of the garbage collection and the event loop. */
  close(): void;
}

export function createMetricsPage(directory: ServiceOf<typeof ServiceDirectory>): MetricsPage {
  const registry = new Registry();
  let begun = false;
  return {
    async text() {
      // Only once somebody asks: observing the process is not free.
      if (!begun) collectDefaultMetrics({ register: registry });
      begun = true;
      return exposition(await directory.metrics({})) + (await registry.metrics());
    },
    close: () => registry.clear(),
  };
}
