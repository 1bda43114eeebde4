import type { Clock, Timer } from '../time/clock.js';
import type { Binding } from './binding.js';

export interface BindingTable {
  /** Those not expired, the newest first. */
  of(user: string): readonly Binding[];
  /** Replaces the bindings of a user. */
  set(user: string, bindings: readonly Binding[]): void;
  size(): number;
  close(): void;
}

const sameContacts = (one: readonly Binding[], other: readonly Binding[]): boolean =>
  one.length === other.length &&
  one.every((binding, at) => {
    const match = other[at];
    return (
      match !== undefined &&
      binding.contact === match.contact &&
      binding.source.host === match.source.host &&
      binding.source.port === match.source.port
    );
  });

/** Keeps bindings until they expire. `onChange` is not told of mere refreshes. */
export const createBindingTable = (
  clock: Clock,
  onChange: (user: string, bindings: readonly Binding[]) => void,
): BindingTable => {
  const entries = new Map<string, { readonly bindings: readonly Binding[]; readonly expiry: Timer }>();
  const live = (user: string): readonly Binding[] =>
    (entries.get(user)?.bindings ?? []).filter((binding) => binding.expiresAt > clock.now());

  const store = (user: string, bindings: readonly Binding[]): void => {
    entries.get(user)?.expiry.cancel();
    if (bindings.length === 0) {
      entries.delete(user);
      return;
    }
    const next = Math.min(...bindings.map(({ expiresAt }) => expiresAt));
    const expiry = clock.after(Math.max(next - clock.now(), 0), () => expire(user));
    entries.set(user, { bindings, expiry });
  };
  const expire = (user: string): void => {
    const before = entries.get(user)?.bindings ?? [];
    const left = live(user);
    store(user, left);
    if (left.length !== before.length) onChange(user, left);
  };

  return {
    of: live,
    set: (user, bindings) => {
      const before = entries.get(user)?.bindings ?? [];
      store(user, bindings);
      if (!sameContacts(before, bindings)) onChange(user, bindings);
    },
    size: () => [...entries.values()].reduce((sum, { bindings }) => sum + bindings.length, 0),
    close: () => {
      for (const { expiry } of entries.values()) expiry.cancel();
      entries.clear();
    },
  };
};
