import semver from 'semver';
import type { Provider } from '../registry/provider.js';
import type { ComponentRecord } from './component-record.js';

/** Why nobody provides a contract in a range now, in words that name who would. */
export function explainAbsence(
  records: Iterable<ComponentRecord>,
  providers: readonly Provider[],
  contractId: string,
  range: string,
): string {
  const reasons: string[] = [];
  for (const { name, provides, state, reason } of records) {
    for (const contract of provides) {
      if (contract.id !== contractId) continue;
      if (!semver.satisfies(contract.version, range)) {
        reasons.push(`${name} provides version ${contract.version}, which is not in ${range}`);
      } else if (state !== 'running') {
        const why = reason === undefined ? '' : ` (${reason})`;
        reasons.push(`${name} would, but it is ${state}${why}`);
      }
    }
  }
  for (const { component, contract, place } of providers) {
    if (place.kind !== 'remote' || contract.id !== contractId || semver.satisfies(contract.version, range)) continue;
    reasons.push(`${component} of another process provides version ${contract.version}, which is not in ${range}`);
  }
  return reasons.length === 0 ? 'no component of this application provides it' : reasons.join('; ');
}
