import type { CarusoError, DynamicInvoke } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import type { OperationRoute } from '../calls/operation-route.js';
import { inputCheck } from '../calls/operation-target.js';
import type { OperationChecks } from '../calls/operation-target.js';
import { performOperation } from '../calls/perform-operation.js';
import { createSlotRoute } from '../handles/slot-route.js';
import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import { answerCheck } from './answer-check.js';
import { definitionOf } from './definition-of.js';

export interface InvocationContext {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  absence(contractId: string, range: string): CarusoError;
}

/**
 * The dynamic edge: contract and operation come as text, so input and output are checked by the provider's schemas; of a provider
 * elsewhere by the far edge.
 */
export function createInvoke(context: InvocationContext): DynamicInvoke {
  const routes = new WeakMap<Provider, Map<string, OperationRoute>>();

  function routeOf(provider: Provider, name: string): OperationRoute {
    const known = routes.get(provider) ?? new Map<string, OperationRoute>();
    routes.set(provider, known);
    const route = known.get(name) ?? createRoute(provider, name);
    known.set(name, route);
    return route;
  }

  function createRoute(provider: Provider, name: string): OperationRoute {
    const { id } = provider.contract;
    const slot = context.registry.slot(id, '*');
    return createSlotRoute(name, definitionOf(provider, name), (chosen) => checksOf(chosen, name), {
      ...context,
      slot,
    });
  }

  return async (contractId, name, input, options) => {
    const { provider } = context.registry.slot(contractId, '*');
    if (provider === undefined) throw context.absence(contractId, '*');
    return performOperation(routeOf(provider, name), input, options);
  };
}

function checksOf(provider: Provider, name: string): OperationChecks {
  if (provider.place.kind !== 'here') return { input: undefined, output: undefined };
  const operation = `${provider.contract.id}.${name}`;
  try {
    const { input, output } = definitionOf(provider, name);
    return { input: inputCheck(input, operation), output: answerCheck(output, operation) };
  } catch (thrown) {
    // The one that the call was meant for was replaced meanwhile: that is told to the caller, as the outcome of the call.
    return { input: refuse(thrown), output: undefined };
  }
}

function refuse(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}
