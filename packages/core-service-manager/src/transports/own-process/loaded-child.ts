import { setTimeout as sleep } from 'node:timers/promises';
import { CarusoError } from '../../contract/index.js';
import type { Component, Logger, Provision, RunningComponent, ServiceManager } from '../../contract/index.js';
import { loadComponent } from '../../loading/load-component.js';
import { createServiceManager } from '../../manager/create-service-manager.js';
import { describeIssues } from '../../schemas/parse-value.js';
import { describeForOthers } from '../link/announcement.js';
import type { Transport } from '../transport.js';
import { describeRequestSchema, handOverSchema, takeOverSchema } from './child-protocol.js';
import type { ChildDescription, DescribeRequest } from './child-protocol.js';
import type { ChildFunctions } from './parent-transport.js';

const START_POLL_MS = 5;

/** One component in a service manager of its own, told by the parent what to do. `transport` reaches the parent. */
export function createChildFunctions(transport: () => Transport, log: Logger): ChildFunctions {
  let request: DescribeRequest | undefined;
  let loaded: Component | undefined;
  let manager: ServiceManager | undefined;
  let provisions: readonly Provision[] = [];
  const goReady = Promise.withResolvers<void>();
  const isReady = Promise.withResolvers<void>();

  /** Runs `ready` when the parent says so, and tells here that the component is in service. */
  function heldBack(component: Component, inService: () => unknown): Component {
    return {
      ...component,
      async start(context): Promise<RunningComponent> {
        const running = await component.start(context);
        provisions = running.provisions;
        return {
          provisions,
          ...(running.health === undefined ? {} : { health: () => whole(running.health?.()) }),
          async ready() {
            inService();
            await goReady.promise;
            const readiness = Promise.resolve(running.ready?.());
            isReady.resolve(readiness);
            await readiness;
          },
          stop: () => running.stop(),
        };
      },
    };
  }

  function stateOf(contractId: string) {
    const found = provisions.find(({ contract }) => contract.id === contractId);
    if (found?.state === undefined) throw new CarusoError('invalid', `${contractId} hands no state over`);
    return found.state;
  }

  return {
    async describe(input) {
      request = describeRequestSchema.parse(input);
      const { spec, range, appDir, dataDir } = request;
      loaded = await loadComponent(spec, { range, appDir, dataDir });
      return describe(loaded, request);
    },
    async start() {
      const { name, settings, process, ...places } = whole(request);
      const component = whole(loaded);
      const created = createServiceManager({ ...places, log, process, transports: [transport()] });
      manager = created;
      const service = { begun: false };
      void created.add([{ component: heldBack(component, () => (service.begun = true)), name, settings }]);
      while (!service.begun) {
        const row = created.list().find((one) => one.component === name);
        if (row?.state === 'failed') throw new CarusoError('unavailable', row.reason ?? 'it failed');
        await sleep(START_POLL_MS);
      }
    },
    async ready() {
      goReady.resolve();
      await isReady.promise;
    },
    health: async () =>
      (await manager?.health())?.get(whole(request).name) ?? { status: 'down', reason: 'it is not started' },
    handOver: async (input) => stateOf(handOverSchema.parse(input).contract).handOver(),
    async takeOver(input) {
      const { contract, state } = takeOverSchema.parse(input);
      await stateOf(contract).takeOver(state);
    },
    async stop() {
      goReady.resolve();
      await manager?.stop({ drainMs: 0 });
    },
  };
}

async function describe(component: Component, { name, settings, appDir }: DescribeRequest): Promise<ChildDescription> {
  const parsed = component.settings.safeParse(settings ?? {});
  if (!parsed.success) throw new CarusoError('invalid', describeIssues(parsed.error, 'settings').join('; '));
  const configured = await component.configure?.({ settings: parsed.data, name, appDir });
  const { provides, needs = component.needs, summary = component.summary } = configured ?? component;
  return {
    name: component.name,
    version: component.version,
    summary,
    provides: provides.map(describeForOthers),
    needs: needs.map(({ contract, ...need }) => ({ ...need, contract: describeForOthers(contract) })),
  };
}

function whole<T>(value: T | undefined): T {
  if (value === undefined) throw new CarusoError('internal', 'The parent told its child things in the wrong order');
  return value;
}
