import type { Contract, ServiceOf } from '../contract/index.js';
import type { HandleContext } from './handle-context.js';
import { createLocalCaller } from './local-caller.js';
import { createOperationCaller } from './operation-caller.js';
import { createStreamCaller } from './stream-caller.js';

/**
 * A stable handle: one function of its own per member, built once. Each looks at the slot at the time of the call.
 *
 * In process the schemas are not checked on this path: the compiler has checked the call, and a parse would cost many
 * times the call. Only schemas that change values (defaults, transforms) are parsed, because without it the provider
 * would get something else than its types say. `invoke`, the dynamic edge, checks everything.
 */
export function createHandle<C extends Contract>(contract: C, context: HandleContext): ServiceOf<C> {
  const handle: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(contract.members)) {
    if (member.kind === 'operation') handle[name] = createOperationCaller(name, member, context);
    else if (member.kind === 'stream') handle[name] = createStreamCaller(name, member, context);
    else handle[name] = createLocalCaller(name, context);
  }
  return Object.freeze(handle) as ServiceOf<C>;
}
