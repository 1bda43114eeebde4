import type { ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Registry } from 'prom-client';
import { exposition } from './exposition.js';

/** What `GET /metrics` answers. */
export interface MetricsPage {
  /** Prometheus text format 0.0.4: the services of this process, then memory, event loop and garbage collection. */
  text(): Promise<string>;
}

/** One for the process, however often its pages are started: the observation cannot be ended. */
let registry: Promise<Registry> | undefined;

export function createMetricsPage(directory: ServiceOf<typeof ServiceDirectory>): MetricsPage {
  return {
    async text() {
      registry ??= observeProcess();
      return exposition(await directory.metrics({})) + (await (await registry).metrics());
    },
  };
}

/** Only once somebody asks: observing the process is not free, nor is what does it. */
async function observeProcess(): Promise<Registry> {
  const { Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
