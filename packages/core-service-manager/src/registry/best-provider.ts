import type { Range } from 'semver';
import type { Provider } from './provider.js';

/** The provider with the highest contract version in the range; of several, the one registered first. */
export function bestProvider(providers: readonly Provider[], range: Range): Provider | undefined {
  let best: Provider | undefined;
  for (const provider of providers) {
    if (!range.test(provider.version)) continue;
    if (best === undefined || provider.version.compare(best.version) > 0) best = provider;
  }
  return best;
}
