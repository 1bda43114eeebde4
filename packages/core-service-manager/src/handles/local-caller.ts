import { lackingMember, localElsewhere } from '../calls/call-errors.js';
import { settleFailure } from '../calls/settle-failure.js';
import type { MemberFunction } from '../registry/provider.js';
import type { HandleContext } from './handle-context.js';

/** Passes a synchronous call through; throws CarusoErrors only. Neither counted nor limited in time. */
export function createLocalCaller(name: string, { slot, absence }: HandleContext): MemberFunction {
  return (...args) => {
    const { provider } = slot;
    if (provider === undefined) throw absence(slot.contractId, slot.range);
    if (provider.place.kind !== 'here') throw localElsewhere(provider, name);
    const run = provider.members[name];
    if (run === undefined) throw lackingMember(provider, name);
    try {
      return run(...args);
    } catch (thrown) {
      throw settleFailure(provider, name, thrown);
    }
  };
}
