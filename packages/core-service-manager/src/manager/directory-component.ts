import { createRequire } from 'node:module';
import { z } from 'zod';
import { defineComponent, provide, ServiceDirectory } from '../contract/index.js';
import type { Component, ServiceManager } from '../contract/index.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** The service manager as a component among the others: its directory is a service like any. */
export function directoryComponent(manager: Pick<ServiceManager, 'list' | 'describe' | 'health'>): Component {
  return defineComponent({
    name: 'service-manager',
    version,
    summary: 'Registers, finds and watches services',
    provides: [ServiceDirectory],
    needs: [],
    settings: z.object({}),
    start: () =>
      Promise.resolve({
        provisions: [
          provide(ServiceDirectory, {
            async list() {
              await manager.health();
              return [...manager.list()];
            },
            async describe({ contract }) {
              return manager.describe(contract);
            },
          }),
        ],
        stop: () => Promise.resolve(),
      }),
  });
}
