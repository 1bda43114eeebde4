import type { Range } from 'semver';
import type { Provider } from './provider.js';

/**
 * The provider with the highest contract version in the range; of several the one with the highest rank, then one of this process
 * before one of another, then the one registered first.
 */
export function bestProvider(providers: readonly Provider[], range: Range): Provider | undefined {
  let best: Provider | undefined;
  for (const provider of providers) {
    if (!range.test(provider.version)) continue;
    if (best === undefined || precedes(provider, best)) best = provider;
  }
  return best;
}

function precedes(provider: Provider, best: Provider): boolean {
  const newer = provider.version.compare(best.version);
  if (newer !== 0) return newer > 0;
  if (provider.rank !== best.rank) return provider.rank > best.rank;
  return provider.place.kind !== 'remote' && best.place.kind === 'remote';
}
