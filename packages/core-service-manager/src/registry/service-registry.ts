import semver from 'semver';
import { CarusoError } from '../contract/index.js';
import { bestProvider } from './best-provider.js';
import type { Provider } from './provider.js';

/** The place a handle looks at: kept up to date by the registry, so that a call costs one read. */
export interface Slot {
  readonly contractId: string;
  readonly range: string;
  provider: Provider | undefined;
}

export interface ServiceRegistry {
  register(provider: Provider): void;
  withdraw(provider: Provider): void;
  /** The same slot for the same contract and range. Throws `invalid` for a range that is none. */
  slot(contractId: string, range: string): Slot;
  providers(): readonly Provider[];
}

export function createServiceRegistry(): ServiceRegistry {
  const providers = new Map<string, Provider[]>();
  const slots = new Map<string, { readonly slot: Slot; readonly range: semver.Range }>();

  function refresh(contractId: string): void {
    for (const { slot, range } of slots.values()) {
      if (slot.contractId === contractId) slot.provider = bestProvider(providers.get(contractId) ?? [], range);
    }
  }

  return {
    register(provider) {
      const { id } = provider.contract;
      providers.set(id, [...(providers.get(id) ?? []), provider]);
      refresh(id);
    },
    withdraw(provider) {
      const { id } = provider.contract;
      const rest = (providers.get(id) ?? []).filter((other) => other !== provider);
      if (rest.length === 0) providers.delete(id);
      else providers.set(id, rest);
      refresh(id);
    },
    slot(contractId, range) {
      const key = `${contractId} ${range}`;
      const known = slots.get(key);
      if (known !== undefined) return known.slot;
      const parsed = parseRange(contractId, range);
      const slot: Slot = { contractId, range, provider: bestProvider(providers.get(contractId) ?? [], parsed) };
      slots.set(key, { slot, range: parsed });
      return slot;
    },
    providers: () => [...providers.values()].flat(),
  };
}

function parseRange(contractId: string, range: string): semver.Range {
  try {
    return new semver.Range(range);
  } catch (cause) {
    throw new CarusoError(
      'invalid',
      `"${range}" is not a version range (wanted of ${contractId}); write one like ^1.2.0`,
      { contract: contractId, range },
      { cause },
    );
  }
}
