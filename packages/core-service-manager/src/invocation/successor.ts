import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';

const changes = new WeakMap<ServiceRegistry, { count: number }>();

/**
 * Who answers for a provider of this process that may have been replaced since the caller heard of it: itself, its successor, or nobody.
 * Looks only after a change of the registry: calls from outside are many.
 */
export function createSuccession(registry: ServiceRegistry, first: Provider): () => Provider | undefined {
  const counter = counterOf(registry);
  let seen = -1;
  let known: Provider | undefined = first;
  return () => {
    if (counter.count !== seen) {
      seen = counter.count;
      known = successorOf(registry, known ?? first);
    }
    return known;
  };
}

function successorOf(registry: ServiceRegistry, provider: Provider): Provider | undefined {
  const there = registry.providers();
  if (there.includes(provider)) return provider;
  const { contract, component, version } = provider;
  return there.find(
    (other) =>
      other.contract.id === contract.id &&
      // Who calls the one major knows nothing of the other.
      other.version.major === version.major &&
      other.component === component &&
      other.place.kind === 'here',
  );
}

function counterOf(registry: ServiceRegistry): { readonly count: number } {
  const known = changes.get(registry);
  if (known !== undefined) return known;
  const counter = { count: 0 };
  changes.set(registry, counter);
  registry.onChange(() => void (counter.count += 1));
  return counter;
}
