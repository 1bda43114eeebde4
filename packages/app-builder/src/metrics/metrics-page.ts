import type { ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import { Registry, collectDefaultMetrics } from 'prom-client';
import { exposition } from './exposition.js';

/** What `GET /metrics` answers. */
export interface MetricsPage {
  /** Prometheus text format 0.0.4: the services of this process, then memory, event loop and garbage collection. */
  text(): Promise<string>;
}

/** Of the process: prom-client cannot end its observation again. */
let ofProcess: Registry | undefined;

export function createMetricsPage(directory: ServiceOf<typeof ServiceDirectory>): MetricsPage {
  return {
    text: async () => exposition(await directory.metrics({})) + (await processMetrics().metrics()),
  };
}

/** Only once somebody asks: observing the process is not free. */
function processMetrics(): Registry {
  if (ofProcess !== undefined) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}
