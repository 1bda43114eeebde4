import type { Clock } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { Bulkhead } from './bulkhead.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { ProtectionSettings } from './protection-settings.js';

/** Breaker and bulkhead of one provider, as this process sees it. */
export interface ProviderProtection {
  readonly breaker: CircuitBreaker;
  readonly bulkhead: Bulkhead;
}

/** Made at the first call. `random` is in [0, 1). */
export function protectionOf(
  provider: Provider,
  settings: ProtectionSettings,
  clock: Clock,
  random: () => number,
): ProviderProtection {
  provider.protection ??= {
    breaker: new CircuitBreaker(settings.breaker, clock, random),
    bulkhead: new Bulkhead(settings.bulkhead),
  };
  return provider.protection;
}
