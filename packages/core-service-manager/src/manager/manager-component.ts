import { createRequire } from 'node:module';
import { z } from 'zod';
import { defineComponent, provide, ServiceControl, ServiceDirectory } from '../contract/index.js';
import type { Component, Health, ServiceManager } from '../contract/index.js';
import { createControl } from './create-control.js';
import type { ControlSources } from './create-control.js';
import { MANAGER_NAME } from './manager-name.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export interface ManagerSources extends ControlSources {
  readonly manager: Pick<ServiceManager, 'list' | 'describe' | 'health' | 'metrics'>;
  /** Of the transports; undefined when there are none. */
  readonly health?: () => Health;
}

/** The service manager as a component among the others: its directory and its control are services like any. */
export function managerComponent(sources: ManagerSources): Component {
  const { manager, health } = sources;
  return defineComponent({
    name: MANAGER_NAME,
    version,
    summary: 'Registers, finds, watches and replaces services',
    provides: [ServiceDirectory, ServiceControl],
    needs: [],
    settings: z.object({}),
    start: async () => ({
      provisions: [
        provide(ServiceDirectory, {
          async list() {
            await manager.health();
            return [...manager.list()];
          },
          describe: async ({ contract }) => manager.describe(contract),
          metrics: async () =>
            manager
              .metrics()
              .map(({ durationBuckets, ...counts }) => ({ ...counts, durationBuckets: [...durationBuckets] })),
        }),
        provide(ServiceControl, createControl(sources)),
      ],
      ...(health === undefined ? {} : { health: async () => health() }),
      stop: async () => undefined,
    }),
  });
}
