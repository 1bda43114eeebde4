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

export interface RegistryChange {
  readonly added: readonly Provider[];
  readonly removed: readonly Provider[];
}

export interface ServiceRegistry {
  /** Takes providers out and puts others in at one instant: no call in between finds neither. */
  exchange(removed: readonly Provider[], added: readonly Provider[]): void;
  /** The same slot for the same contract and range. Throws `invalid` for a range that is none. */
  slot(contractId: string, range: string): Slot;
  providers(): readonly Provider[];
  /** Lets new calls of these providers wait (their `held`), until the function that it returns is called. */
  hold(providers: readonly Provider[]): () => void;
  /** What a call that is meant for this provider waits for; undefined: nothing. */
  heldBy(provider: Provider): Promise<void> | undefined;
  /** Told after each change, in the order of the changes. Returns a function that ends it. */
  onChange(listener: (change: RegistryChange) => void): () => void;
}

/** `failed` is told what a listener throws: it must not keep the others from hearing. */
export function createServiceRegistry(failed: (thrown: unknown) => void = queueRethrow): ServiceRegistry {
  const providers = new Map<string, Provider[]>();
  const listeners = new Set<(change: RegistryChange) => void>();
  const slots = new Map<string, { readonly slot: Slot; readonly range: semver.Range }>();
  const untold: RegistryChange[] = [];
  let telling = false;

  function refresh(contractId: string): void {
    for (const { slot, range } of slots.values()) {
      if (slot.contractId === contractId) fill(slot, range);
    }
  }

  function fill(slot: Slot, range: semver.Range): void {
    slot.provider = bestProvider(providers.get(slot.contractId) ?? [], range);
  }

  function refreshAll(changed: readonly Provider[]): void {
    for (const id of contractIds(changed)) refresh(id);
  }

  /** A listener may change the registry in its turn: that change is told to all after this one. */
  function tell(change: RegistryChange): void {
    untold.push(change);
    if (telling) return;
    telling = true;
    for (let next = untold.shift(); next !== undefined; next = untold.shift()) {
      for (const listener of listeners) {
        try {
          listener(next);
        } catch (thrown) {
          failed(thrown);
        }
      }
    }
    telling = false;
  }

  return {
    exchange(removed, added) {
      const gone = new Set(removed);
      const come = new Set(added);
      for (const id of contractIds([...removed, ...added])) {
        // A successor takes the place in line of the one it replaces: it is as old as that, not the youngest.
        const line = (providers.get(id) ?? []).flatMap((provider) => {
          if (!gone.has(provider)) return [provider];
          const successor = [...come].find(
            ({ contract, component }) => contract.id === id && component === provider.component,
          );
          if (successor === undefined) return [];
          come.delete(successor);
          return [successor];
        });
        line.push(...[...come].filter(({ contract }) => contract.id === id));
        if (line.length === 0) providers.delete(id);
        else providers.set(id, line);
      }
      refreshAll([...removed, ...added]);
      if (removed.length + added.length > 0) tell({ removed, added });
    },
    slot(contractId, range) {
      const key = `${contractId} ${range}`;
      const known = slots.get(key);
      if (known !== undefined) return known.slot;
      const parsed = parseRange(contractId, range);
      const slot: Slot = { contractId, range, provider: undefined };
      fill(slot, parsed);
      slots.set(key, { slot, range: parsed });
      return slot;
    },
    providers: () => [...providers.values()].flat(),
    hold(held) {
      const { promise, resolve } = Promise.withResolvers<void>();
      for (const provider of held) provider.held = promise;
      return () => {
        for (const provider of held) provider.held = undefined;
        resolve();
      };
    },
    heldBy: ({ held }) => held,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function contractIds(providers: readonly Provider[]): ReadonlySet<string> {
  return new Set(providers.map(({ contract }) => contract.id));
}

function queueRethrow(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown;
  });
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
