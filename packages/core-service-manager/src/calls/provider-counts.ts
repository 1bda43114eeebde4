import type { Provider } from '../registry/provider.js';

export function callBegins({ calls }: Provider): void {
  calls.total += 1;
  calls.inFlight += 1;
}

/** Wakes who waits for the provider's last call. */
export function callEnds(provider: Provider): void {
  const { calls } = provider;
  calls.inFlight -= 1;
  if (calls.inFlight === 0) provider.whenIdle?.();
}
