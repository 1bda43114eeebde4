import { CarusoError } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

export function lackingMember(provider: Provider, name: string): CarusoError {
  const { id, version } = provider.contract;
  return new CarusoError('no-provider', `${provider.component} provides ${id} ${version}, which has no "${name}"`, {
    contract: id,
    member: name,
    component: provider.component,
  });
}

/** A function can't be sent: it works only inside one process. */
export function localElsewhere(provider: Provider, name: string): CarusoError {
  const { id } = provider.contract;
  const { component, place } = provider;
  return new CarusoError(
    'no-provider',
    `${id}.${name} works only inside one process, and ${component} runs in another (${place.process}): run a component that provides ${id} in this process too`,
    { contract: id, member: name, component, process: place.process },
  );
}

export function cancelledError(contractId: string, name: string): CarusoError {
  const operation = `${contractId}.${name}`;
  return new CarusoError('cancelled', `${operation} was cancelled by its caller`, { operation });
}

export function breakerOpen(provider: Provider, retryAfterMs: number): CarusoError {
  const { component, componentVersion, contract } = provider;
  const until =
    retryAfterMs === 0
      ? `one call tries now whether it works again, ${contract.id} is not called by others until that is known`
      : `${contract.id} is not called before ${retryAfterMs} ms are over`;
  return new CarusoError('unavailable', `${component} ${componentVersion} failed too often: ${until}`, {
    breaker: 'open',
    retryAfterMs,
    contract: contract.id,
    component,
  });
}

export function bulkheadFull(provider: Provider, inFlight: number, waiting: number): CarusoError {
  const { component, contract } = provider;
  return new CarusoError(
    'overloaded',
    `${component} has ${inFlight} calls of ${contract.id} in flight and ${waiting} waiting: no more are taken now`,
    { contract: contract.id, component, inFlight, waiting },
  );
}
