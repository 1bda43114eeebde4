import { bindDirectly } from '../calls/call-directly.js';
import type { DirectCall } from '../calls/call-directly.js';
import { handleChecks } from '../calls/operation-target.js';
import { performOperation } from '../calls/perform-operation.js';
import type { CallOptions, OperationDefinition } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { HandleContext } from './handle-context.js';
import { createSlotRoute } from './slot-route.js';

type OperationCaller = (input: unknown, options?: CallOptions) => Promise<unknown>;

export function createOperationCaller(
  name: string,
  definition: OperationDefinition,
  context: HandleContext,
): OperationCaller {
  const { slot } = context;
  const operation = `${slot.contractId}.${name}`;
  const here = handleChecks(definition, operation, false);
  const elsewhere = handleChecks(definition, operation, true);
  const checksOf = ({ place }: Provider) => (place.kind === 'here' ? here : elsewhere);
  const route = createSlotRoute(name, definition, checksOf, context);
  const call: OperationCaller = (input, options) => performOperation(route, input, options);
  if (!definition.direct) return call;

  let direct: DirectCall | undefined;
  let bound: Provider | undefined;
  return (input, options) => {
    const { provider } = slot;
    // While its state is handed over it waits in the ordinary way: a wait needs a limit.
    if (provider !== bound) {
      bound = provider;
      // Over a transport nothing is short: the call goes the ordinary way.
      direct = provider?.place.kind === 'here' ? bindDirectly(provider, name, here) : undefined;
    }
    return direct === undefined || provider?.held !== undefined ? call(input, options) : direct(input, options);
  };
}
