import type { OperationRoute } from '../calls/operation-route.js';
import { bindOperation } from '../calls/operation-target.js';
import type { OperationChecks, OperationTarget } from '../calls/operation-target.js';
import type { OperationDefinition } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { HandleContext } from './handle-context.js';
import { otherProvider } from './other-provider.js';

/** Calls of one operation through a slot: to the provider that is the best at the moment, or to another of its range. */
export function createSlotRoute(
  name: string,
  definition: OperationDefinition,
  checksOf: (provider: Provider) => OperationChecks,
  { slot, registry, inFlight, absence }: HandleContext,
): OperationRoute {
  const others = new WeakMap<Provider, OperationTarget>();
  let best: OperationTarget | undefined;

  function bind(provider: Provider): OperationTarget {
    return bindOperation(inFlight, provider, name, definition, checksOf(provider));
  }

  return {
    inFlight,
    contractId: slot.contractId,
    name,
    repetitions: inFlight.protection.retry.atMost,
    traced: true,
    target() {
      const { provider } = slot;
      if (provider === best?.provider) return best;
      return (best = provider === undefined ? undefined : bind(provider));
    },
    alternative(tried) {
      const provider = otherProvider(registry, slot, tried);
      if (provider === undefined) return undefined;
      const target = others.get(provider) ?? bind(provider);
      others.set(provider, target);
      return target;
    },
    absence: () => absence(slot.contractId, slot.range),
  };
}
