import type { ServiceInfo } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/** Closed as long as nobody has called the provider from this process. */
export function breakerState({ protection }: Provider): ServiceInfo['breaker'] {
  return protection?.breaker.seen ?? 'closed';
}
