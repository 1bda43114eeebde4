import type { HostContext } from '../components/host-context.js';
import type { ComponentRecord } from '../components/component-record.js';
import { meets } from '../components/need-cycles.js';

/**
 * Which running components of this process would lose a required need if `next` took the place of `old`: what `old` meets now, and
 * neither `next` nor anybody else would. `billing-screen needs billing ^1.0.0`.
 */
export function brokenNeeds(
  old: ComponentRecord,
  next: ComponentRecord,
  { records, registry }: Pick<HostContext, 'records' | 'registry'>,
): readonly string[] {
  if (old.running === undefined) return [];
  const others = registry.providers().filter((provider) => !old.providers.includes(provider));
  const after = { provides: [...others.map(({ contract }) => contract), ...next.provides] };
  return records
    .filter((record) => record !== old && record !== next)
    .filter(({ state }) => state === 'running' || state === 'starting')
    .flatMap(({ name, needs }) =>
      needs
        .filter((need) => !need.optional && meets(old, need) && !meets(after, need))
        .map(({ contract, range }) => `${name} needs ${contract.id} ${range}`),
    );
}
