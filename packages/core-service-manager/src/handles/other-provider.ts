import semver from 'semver';
import { bestProvider } from '../registry/best-provider.js';
import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry, Slot } from '../registry/service-registry.js';

/** The best provider for the slot that is none of these and whose breaker lets calls through. */
export function otherProvider(
  registry: ServiceRegistry,
  { contractId, range }: Slot,
  tried: ReadonlySet<Provider>,
): Provider | undefined {
  const fitting = registry
    .providers()
    .filter(({ contract }) => contract.id === contractId)
    .filter((provider) => !tried.has(provider) && provider.protection?.breaker.admits !== false);
  return fitting.length === 0 ? undefined : bestProvider(fitting, new semver.Range(range));
}
