import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { asCarusoError, CarusoError } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import { outsideOfCalls } from '../calls/current-call.js';
import type { OperationRoute } from '../calls/operation-route.js';
import { bindOperation, inputCheck } from '../calls/operation-target.js';
import { performOperation } from '../calls/perform-operation.js';
import { isPassedOn } from '../protection/verdict.js';
import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import { callAttributes, recordFailure } from '../tracing/call-span.js';
import { withRemoteParent } from '../tracing/trace-context.js';
import type { IncomingOptions } from '../transports/transport.js';
import { definitionOf, hasOperation } from './definition-of.js';
import { createSuccession } from './successor.js';

/** The process a call from outside comes into. */
export interface IncomingEdge {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
}

const routes = new WeakMap<Provider, Map<string, OperationRoute>>();

/**
 * Performs a call that came over a transport on a provider of this process. The input is checked by its schema; the answer is left to the
 * caller's edge, which knows what its contract makes of it. Sending again is the caller's choice too. Rejects with CarusoErrors only.
 */
export function performIncoming(
  edge: IncomingEdge,
  provider: Provider,
  member: string,
  input: unknown,
  options: IncomingOptions,
): Promise<unknown> {
  let route: OperationRoute;
  try {
    route = routeOf(edge, provider, member);
  } catch (thrown) {
    return Promise.reject(asCarusoError(thrown));
  }
  const { traceparent } = options;
  const perform = () => performOperation(route, input, options);
  const task = traceparent === undefined ? perform : () => performTraced(provider, member, traceparent, perform);
  return outsideOfCalls(() => context.with(ROOT_CONTEXT, task)).catch((thrown: unknown) => {
    throw asArrived(asCarusoError(thrown), provider);
  });
}

function performTraced(
  provider: Provider,
  member: string,
  traceparent: string,
  perform: () => Promise<unknown>,
): Promise<unknown> {
  const { contract, component, componentVersion } = provider;
  const attributes = {
    ...callAttributes(contract.id, member),
    'caruso.component': component,
    'caruso.version': componentVersion,
  };
  const run = (span: Span | undefined): Promise<unknown> => {
    if (span === undefined) return perform();
    const failed = (thrown: unknown): never => {
      recordFailure(span, asCarusoError(thrown));
      throw thrown;
    };
    return perform()
      .catch(failed)
      .finally(() => span.end());
  };
  return withRemoteParent(traceparent, `${contract.id}.${member}`, run, attributes);
}

const neverBegun = new WeakSet<CarusoError>();

/** The caller over there has not heard yet that the provider has left; it may go elsewhere with the same call. */
export function gone({ contract, component }: Provider): CarusoError {
  const details = { contract: contract.id, component, sent: false };
  const error = new CarusoError('no-provider', `${component} provides ${contract.id} here no more`, details);
  neverBegun.add(error);
  return error;
}

/**
 * As the caller over there is to hear it. Any other `sent: false` is of a call that this one made: it would say that this one never came.
 * Whose failure it is would be lost on the way: what arose behind this provider says so.
 */
function asArrived(error: CarusoError, { component }: Provider): CarusoError {
  if (neverBegun.has(error)) return error;
  const behind = isPassedOn(error, component);
  if (error.details['sent'] === undefined && !behind) return error;
  const { sent: _sent, ...details } = error.details;
  const told = behind ? { ...details, behind } : details;
  return new CarusoError(error.code, error.message, told, { cause: error });
}

function routeOf({ registry, inFlight }: IncomingEdge, provider: Provider, name: string): OperationRoute {
  const ofProvider = routes.get(provider) ?? new Map<string, OperationRoute>();
  routes.set(provider, ofProvider);
  const known = ofProvider.get(name);
  if (known?.inFlight === inFlight) return known;
  const { id } = provider.contract;
  // As its own contract says: a successor may have defaults that the one before it had not.
  const bind = (to: Provider) => {
    const definition = definitionOf(to, name);
    const checks = { input: inputCheck(definition.input, `${id}.${name}`), output: undefined };
    return bindOperation(inFlight, to, name, definition, checks);
  };
  const successor = createSuccession(registry, provider);
  let target = bind(provider);
  const route: OperationRoute = {
    inFlight,
    contractId: id,
    name,
    repetitions: 0,
    traced: false,
    target() {
      const there = successor();
      if (there === undefined || !hasOperation(there, name)) return undefined;
      if (there !== target.provider) target = bind(there);
      return target;
    },
    alternative: () => undefined,
    absence: () => gone(provider),
  };
  ofProvider.set(name, route);
  return route;
}
