import type { Component, Need } from '../contract/index.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { ComponentRecord } from './component-record.js';
import { explainAbsence } from './explain-absence.js';
import { findNeedCycle } from './need-cycles.js';

/** The required needs that nobody meets now. Throws `invalid` for a need whose range is none. */
export function unmetNeeds({ needs }: Component, registry: ServiceRegistry): readonly Need[] {
  return needs.filter(
    ({ optional, contract, range }) => !optional && registry.slot(contract.id, range).provider === undefined,
  );
}

/** For whom a component waits, and the cycle if there is one. */
export function waitingReason(
  component: Component,
  records: readonly ComponentRecord[],
  registry: ServiceRegistry,
): string {
  const needs = unmetNeeds(component, registry).map(
    ({ contract, range }) => `waits for ${contract.id} ${range}: ${explainAbsence(records, contract.id, range)}`,
  );
  const waiting = records.filter(({ state }) => state === 'waiting').map((record) => record.component);
  const cycle = findNeedCycle(component, waiting);
  if (cycle !== undefined) needs.push(`the needs form a cycle: ${cycle.join(' → ')}; make one of them optional`);
  return needs.join('; ');
}
