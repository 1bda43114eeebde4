import type { Contract, ServiceInfo } from '../contract/index.js';
import type { ComponentRecord } from '../components/component-record.js';

/** A component that provides nothing still has its row, so that the administrator sees it wait or fail. */
const nothing: Pick<Contract, 'id' | 'version' | 'summary'> = { id: '', version: '', summary: '' };
const noCalls = { total: 0, failed: 0, inFlight: 0 };

/** All providers of all contracts, by contract id, then component. */
export function listServices(records: Iterable<ComponentRecord>): readonly ServiceInfo[] {
  return [...records].flatMap(describe).toSorted(byContract);
}

function describe(record: ComponentRecord): readonly ServiceInfo[] {
  const { component, state, health } = record;
  const reason = record.reason ?? (health !== undefined && health.status !== 'up' ? health.reason : undefined);
  const contracts = component.provides.length === 0 ? [nothing] : component.provides;
  return contracts.map((contract) => ({
    contract: contract.id,
    contractVersion: contract.version,
    summary: contract === nothing ? component.summary : contract.summary,
    component: component.name,
    componentVersion: component.version,
    state,
    health: state === 'failed' ? 'down' : (health?.status ?? 'unknown'),
    ...(reason === undefined ? {} : { reason }),
    since: new Date(record.since).toISOString(),
    calls: { ...(record.providers.find((provider) => provider.contract.id === contract.id)?.calls ?? noCalls) },
  }));
}

function byContract(a: ServiceInfo, b: ServiceInfo): number {
  return a.contract.localeCompare(b.contract, 'en') || a.component.localeCompare(b.component, 'en');
}
