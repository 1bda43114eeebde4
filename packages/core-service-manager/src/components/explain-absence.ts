import semver from 'semver';
import type { ComponentRecord } from './component-record.js';

/** Why nobody provides a contract in a range now, in words that name who would. */
export function explainAbsence(records: Iterable<ComponentRecord>, contractId: string, range: string): string {
  const reasons: string[] = [];
  for (const { component, state, reason } of records) {
    for (const contract of component.provides) {
      if (contract.id !== contractId) continue;
      if (!semver.satisfies(contract.version, range)) {
        reasons.push(`${component.name} provides version ${contract.version}, which is not in ${range}`);
      } else if (state !== 'running') {
        const why = reason === undefined ? '' : ` (${reason})`;
        reasons.push(`${component.name} would, but it is ${state}${why}`);
      }
    }
  }
  return reasons.length === 0 ? 'no component of this application provides it' : reasons.join('; ');
}
