import type { Need } from '../contract/index.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { ComponentRecord } from './component-record.js';
import { explainAbsence } from './explain-absence.js';
import { findNeedCycle } from './need-cycles.js';

/** The required needs that nobody meets now. Throws `invalid` for a need whose range is none. */
export function unmetNeeds({ needs }: Pick<ComponentRecord, 'needs'>, registry: ServiceRegistry): readonly Need[] {
  return needs.filter(
    ({ optional, contract, range }) => !optional && registry.slot(contract.id, range).provider === undefined,
  );
}

/** For whom a component waits, and the cycle if there is one. */
export function waitingReason(
  record: ComponentRecord,
  records: readonly ComponentRecord[],
  registry: ServiceRegistry,
): string {
  const providers = registry.providers();
  const needs = unmetNeeds(record, registry).map(
    ({ contract, range }) =>
      `waits for ${contract.id} ${range}: ${explainAbsence(records, providers, contract.id, range)}`,
  );
  const waiting = records.filter(({ state }) => state === 'waiting');
  const cycle = findNeedCycle(record, waiting);
  if (cycle !== undefined) needs.push(`the needs form a cycle: ${cycle.join(' → ')}; make one of them optional`);
  return needs.join('; ');
}
