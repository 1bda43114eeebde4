import type { Contract, ServiceInfo } from '../contract/index.js';
import type { ComponentRecord } from '../components/component-record.js';
import { ownProcessOf } from '../transports/own-process/describe-in-own-process.js';
import type { Provider } from '../registry/provider.js';

export interface ServiceSources {
  readonly records: readonly ComponentRecord[];
  readonly providers: readonly Provider[];
  /** Rows that other processes told of themselves. */
  readonly elsewhere: readonly ServiceInfo[];
  /** Id of this process. */
  readonly process: string;
  /** Since when a provider of another process is known, in milliseconds since 1970. */
  knownSince(provider: Provider): number;
  breakerOf(provider: Provider): ServiceInfo['breaker'];
}

/** A component that provides nothing still has its row, so that the administrator sees it wait or fail. */
const nothing: Pick<Contract, 'id' | 'version' | 'summary'> = { id: '', version: '', summary: '' };
const noCalls = { total: 0, failed: 0, inFlight: 0, retried: 0, rejected: 0 };

/** All providers of all contracts, by contract id, then component. */
export function listServices(sources: ServiceSources): readonly ServiceInfo[] {
  const here = sources.records.flatMap((record) => describeRecord(record, sources));
  // A provider is in the registry as soon as it is announced; its row may come later.
  const untold = sources.providers
    .filter(({ place }) => place.kind === 'remote')
    .filter((provider) => !sources.elsewhere.some((row) => isRowOf(row, provider)))
    .map((provider) => describeRemote(provider, sources));
  return [...here, ...sources.elsewhere, ...untold].toSorted(byContract);
}

function describeRecord(record: ComponentRecord, { process, breakerOf }: ServiceSources): readonly ServiceInfo[] {
  const { component, installed, previous, state, health, rank } = record;
  const reason = record.reason ?? (health !== undefined && health.status !== 'up' ? health.reason : undefined);
  const contracts = record.provides.length === 0 ? [nothing] : record.provides;
  return contracts.map((contract) => {
    const provider = record.providers.find(
      (made) => made.contract.id === contract.id && made.contract.version === contract.version,
    );
    return {
      contract: contract.id,
      contractVersion: contract.version,
      summary: contract === nothing ? record.summary : contract.summary,
      component: record.name,
      componentVersion: component.version,
      state,
      health: state === 'failed' ? 'down' : (health?.status ?? 'unknown'),
      ...(reason === undefined ? {} : { reason }),
      since: new Date(record.since).toISOString(),
      rank,
      ...placeOf(record, process),
      ...(installed.source === undefined ? {} : { source: installed.source }),
      ...(previous === undefined ? {} : { previousVersion: previous.component.version }),
      calls: countsOf(provider),
      breaker: provider === undefined ? 'closed' : breakerOf(provider),
    };
  });
}

function placeOf({ component }: ComponentRecord, here: string): Pick<ServiceInfo, 'place' | 'process'> {
  const own = ownProcessOf(component);
  return own === undefined ? { place: 'here', process: here } : { place: own.kind, process: own.process };
}

function describeRemote(provider: Provider, { knownSince, breakerOf }: ServiceSources): ServiceInfo {
  const { contract, component, componentVersion, rank, place } = provider;
  return {
    contract: contract.id,
    contractVersion: contract.version,
    summary: contract.summary,
    component,
    componentVersion,
    state: 'running',
    health: 'unknown',
    since: new Date(knownSince(provider)).toISOString(),
    rank,
    place: place.kind,
    process: place.process,
    calls: countsOf(provider),
    breaker: breakerOf(provider),
  };
}

function isRowOf(row: ServiceInfo, { contract, component, place }: Provider): boolean {
  return (
    row.contract === contract.id &&
    row.contractVersion === contract.version &&
    row.component === component &&
    row.process === place.process
  );
}

function countsOf(provider: Provider | undefined): ServiceInfo['calls'] {
  const { total, failed, inFlight, retried, rejected } = provider?.calls ?? noCalls;
  return { total, failed, inFlight, retried, rejected };
}

function byContract(a: ServiceInfo, b: ServiceInfo): number {
  return a.contract.localeCompare(b.contract, 'en') || a.component.localeCompare(b.component, 'en');
}
