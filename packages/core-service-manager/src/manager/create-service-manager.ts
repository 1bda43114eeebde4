import { CarusoError } from '../contract/index.js';
import type {
  Clock,
  ComponentContext,
  Contract,
  DynamicInvoke,
  Health,
  Logger,
  ServiceManager,
  ServiceOf,
} from '../contract/index.js';
import { CallsInFlight } from '../calls/calls-in-flight.js';
import { systemClock } from '../clock/system-clock.js';
import { createComponentHost } from '../components/component-host.js';
import { explainAbsence } from '../components/explain-absence.js';
import { describeContract } from '../description/describe-contract.js';
import { listServices } from '../description/list-services.js';
import { createHandle } from '../handles/create-handle.js';
import { checkHealth } from '../health/check-health.js';
import { newTimeOrderedId } from '../identifiers/time-ordered-ids.js';
import { createInvoke } from '../invocation/create-invoke.js';
import { createServiceRegistry } from '../registry/service-registry.js';
import { directoryComponent } from './directory-component.js';

export interface ServiceManagerOptions {
  /** The application's folder. Absolute. */
  readonly appDir: string;
  /** All state of the embedded default lives here. Absolute. */
  readonly dataDir: string;
  readonly log: Logger;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: UUIDv7 of the machine's clock. */
  readonly newId?: () => string;
  /** How long a component may take to start, in milliseconds. Default: 60,000. */
  readonly startLimitMs?: number;
}

/** A manager without components but its own directory. Everything runs in this process. */
export function createServiceManager(options: ServiceManagerOptions): ServiceManager {
  const { appDir, dataDir, log, clock = systemClock, newId = newTimeOrderedId, startLimitMs = 60_000 } = options;
  const registry = createServiceRegistry();
  const inFlight = new CallsInFlight(clock);

  function absence(contractId: string, range: string): CarusoError {
    const wanted = range === '*' ? contractId : `${contractId} ${range}`;
    return new CarusoError(
      'no-provider',
      `Nobody provides ${wanted} now: ${explainAbsence(host.records, contractId, range)}`,
      {
        contract: contractId,
        range,
      },
    );
  }

  function use<C extends Contract>(contract: C, range = `^${contract.version}`): ServiceOf<C> {
    return createHandle(contract, { slot: registry.slot(contract.id, range), inFlight, absence });
  }

  const invoke: DynamicInvoke = createInvoke({ registry, inFlight, absence });
  const shared: Omit<ComponentContext, 'settings' | 'log'> = { use, invoke, appDir, dataDir, clock, newId };
  const host = createComponentHost({
    registry,
    inFlight,
    clock,
    log,
    startLimitMs,
    contextOf: ({ name }) => ({ ...shared, log: log.child({ component: name }) }),
  });

  const manager: ServiceManager = {
    use,
    invoke,
    add: (components) => host.add(components),
    list: () => listServices(host.records),
    describe(contractId) {
      const { provider } = registry.slot(contractId, '*');
      const declared = host.records.flatMap(({ component }) => component.provides);
      const contract = provider?.contract ?? declared.find(({ id }) => id === contractId);
      if (contract === undefined) {
        throw new CarusoError('not-found', `There is no service "${contractId}"`, { contract: contractId });
      }
      return describeContract(contract);
    },
    async health() {
      const polled = host.records.map(async (record): Promise<readonly [string, Health]> => {
        const { running, state, reason = `it is ${state}` } = record;
        if (running === undefined || state !== 'running') return [record.component.name, { status: 'down', reason }];
        record.health = await checkHealth(running, clock);
        return [record.component.name, record.health];
      });
      return new Map(await Promise.all(polled));
    },
    stop: ({ drainMs = 5_000 } = {}) => host.stop(drainMs),
  };
  void host.add([{ component: directoryComponent(manager) }]);
  return manager;
}
