import path from 'node:path';
import { CarusoError } from '../contract/index.js';
import type {
  Clock,
  ComponentContext,
  Contract,
  DynamicInvoke,
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
import type { ServiceSources } from '../description/list-services.js';
import { createHandle } from '../handles/create-handle.js';
import { createHealthWatch } from '../health/health-watch.js';
import { newTimeOrderedId } from '../identifiers/time-ordered-ids.js';
import { createInvoke } from '../invocation/create-invoke.js';
import { openIncoming } from '../invocation/open-incoming.js';
import { performIncoming } from '../invocation/perform-incoming.js';
import { loadComponent, sourceOf } from '../loading/load-component.js';
import { collectMetrics } from '../metrics/collect-metrics.js';
import { breakerState } from '../protection/breaker-state.js';
import { protectionSettingsSchema } from '../protection/protection-settings.js';
import type { ProtectionOptions } from '../protection/protection-settings.js';
import type { Provider } from '../registry/provider.js';
import { createServiceRegistry } from '../registry/service-registry.js';
import { remoteDescription } from '../transports/link/remote-contract.js';
import { describeInOwnProcess } from '../transports/own-process/describe-in-own-process.js';
import type { Transport, TransportSite } from '../transports/transport.js';
import { attachTransports } from './attach-transports.js';
import type { ComponentLoader } from './create-control.js';
import { managerComponent } from './manager-component.js';

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
  /** Circuit breaker, bulkhead and retry of all calls. Default: as `protectionSettingsSchema` says. */
  readonly protection?: ProtectionOptions;
  /** Processes of different applications never see each other. Default: the name of the application's folder. */
  readonly application?: string;
  /** Id of this process. Default: a new one. */
  readonly process?: string;
  /** Ways to the other processes of the application; joined from the start, without anybody waiting for it. Default: none. */
  readonly transports?: readonly Transport[];
  /** Loads what `ServiceControl` is told to put in service. Default: `loadComponent`. */
  readonly loader?: ComponentLoader;
}

/** A manager without components but its own: directory and control. */
export function createServiceManager(options: ServiceManagerOptions): ServiceManager {
  const { appDir, dataDir, log, clock = systemClock, newId = newTimeOrderedId, startLimitMs = 60_000 } = options;
  const { application = path.basename(appDir), process = newId(), transports = [] } = options;
  const { loader = defaultLoader(appDir, dataDir) } = options;
  const registry = createServiceRegistry((err) => log.error({ err }, 'a listener of the registry failed'));
  const inFlight = new CallsInFlight(clock, protectionSettingsSchema.parse(options.protection ?? {}));

  function absence(contractId: string, range: string): CarusoError {
    const wanted = range === '*' ? contractId : `${contractId} ${range}`;
    const why = explainAbsence(host.records, registry.providers(), contractId, range);
    return new CarusoError('no-provider', `Nobody provides ${wanted} now: ${why}`, { contract: contractId, range });
  }

  function use<C extends Contract>(contract: C, range = `^${contract.version}`): ServiceOf<C> {
    return createHandle(contract, { slot: registry.slot(contract.id, range), registry, inFlight, absence });
  }

  const invoke: DynamicInvoke = createInvoke({ registry, inFlight, absence });
  const shared: Omit<ComponentContext, 'settings' | 'log' | 'name'> = { use, invoke, appDir, dataDir, clock, newId };
  const site: TransportSite = {
    application,
    process,
    registry,
    clock,
    log,
    newId,
    services: () => listServices({ ...sources, providers: [], elsewhere: [] }),
    perform: (...call) => performIncoming({ inFlight, registry }, ...call),
    open: (...call) => openIncoming({ inFlight, registry }, ...call),
  };
  const host = createComponentHost({
    registry,
    inFlight,
    clock,
    log,
    startLimitMs,
    process,
    describeInOwnProcess: (wish) => describeInOwnProcess(site, { ...wish, appDir, dataDir }),
    contextOf: (name) => ({ ...shared, name, log: log.child({ component: name }) }),
  });
  const watch = createHealthWatch(host.records, clock, log);
  const since = new WeakMap<Provider, number>();
  const endListening = registry.onChange(({ added }) => {
    for (const provider of added) since.set(provider, clock.now());
    watch.wake();
  });

  const sources: Omit<ServiceSources, 'providers' | 'elsewhere'> = {
    records: host.records,
    process,
    knownSince: (provider) => since.get(provider) ?? clock.now(),
    breakerOf: breakerState,
  };
  const attached = transports.length === 0 ? undefined : attachTransports(transports, site, { clock, log });
  let stopped: Promise<void> | undefined;

  async function stop(drainMs: number): Promise<void> {
    const until = clock.now() + drainMs;
    watch.stop();
    await host.stop(drainMs);
    await attached?.detach(Math.max(0, until - clock.now()));
    endListening();
  }

  const manager: ServiceManager = {
    use,
    invoke,
    add: (components) => host.add(components),
    replace: host.replace,
    rollback: host.rollback,
    remove: host.remove,
    list: () => listServices({ ...sources, providers: registry.providers(), elsewhere: attached?.services() ?? [] }),
    describe(contractId) {
      const { provider } = registry.slot(contractId, '*');
      const declared = host.records.flatMap(({ provides }) => provides);
      const contract = provider?.contract ?? declared.find(({ id }) => id === contractId);
      if (contract === undefined) {
        throw new CarusoError('not-found', `There is no service "${contractId}"`, { contract: contractId });
      }
      return remoteDescription(contract) ?? describeContract(contract);
    },
    async health() {
      const asked = host.records.map(async (record) => [record.name, await watch.ask(record), record.state] as const);
      // During a replacement there are two of a name: what counts is the one in service.
      const answers = (await Promise.all(asked)).toSorted(
        ([, , one], [, , other]) => Number(one === 'running') - Number(other === 'running'),
      );
      return new Map(answers.map(([name, health]) => [name, health]));
    },
    metrics: () => collectMetrics(registry.providers()),
    stop({ drainMs = 5_000 } = {}) {
      stopped ??= stop(drainMs);
      return stopped;
    },
  };
  const health = attached === undefined ? {} : { health: attached.health };
  void host.add([
    { component: managerComponent({ manager, desk: host, load: loader, appDir, elsewhere: attached, ...health }) },
  ]);
  return manager;
}

function defaultLoader(appDir: string, dataDir: string): ComponentLoader {
  return async (spec) => ({
    component: await loadComponent(spec, { appDir, dataDir }),
    source: sourceOf(spec, appDir),
  });
}
