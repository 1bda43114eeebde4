import { describe, expect, it } from 'vitest';
import { defineContract, provide } from '../contract/index.js';
import { memoryLog } from '../manager/fixtures/greeting.js';
import { createProvider } from './provider.js';
import type { Provider } from './provider.js';
import { createServiceRegistry } from './service-registry.js';

function provider(id: string, version: string, component: string): Provider {
  const contract = defineContract({ id, version, summary: id, members: {} });
  const place = { kind: 'here', process: 'p' } as const;
  const owner = { component, componentVersion: '1.0.0', rank: 0, place, log: memoryLog() };
  return createProvider(provide(contract, {}), owner);
}

describe('the registry', () => {
  it('fills the same slot, before and after there are providers', () => {
    const registry = createServiceRegistry();
    const slot = registry.slot('a', '^1.0.0');
    const [one, two] = [provider('a', '1.0.0', 'one'), provider('a', '1.1.0', 'two')];
    registry.exchange([], [one]);
    expect(slot.provider).toBe(one);
    registry.exchange([one], [two]);
    expect(slot.provider).toBe(two);
    registry.exchange([two], []);
    expect(slot.provider).toBeUndefined();
    expect(registry.slot('a', '^1.0.0')).toBe(slot);
  });

  it('puts a successor in the place in line of the one it replaces', () => {
    const registry = createServiceRegistry();
    const slot = registry.slot('a', '*');
    const [old, other, next] = [provider('a', '1.0.0', 'x'), provider('a', '1.0.0', 'y'), provider('a', '1.0.0', 'x')];
    registry.exchange([], [old, other]);
    registry.exchange([old], [next]);
    expect(slot.provider).toBe(next);
    expect(registry.providers()).toEqual([next, other]);
  });

  it('shows a listener no moment without a provider in an exchange', () => {
    const registry = createServiceRegistry();
    const slot = registry.slot('a', '*');
    const [old, next] = [provider('a', '1.0.0', 'x'), provider('a', '1.0.0', 'x')];
    registry.exchange([], [old]);
    const seen: unknown[] = [];
    registry.onChange(({ added, removed }) => seen.push(slot.provider, added, removed));
    registry.exchange([old], [next]);
    expect(seen).toEqual([next, [next], [old]]);
  });

  it('tells changes in their order, also those that a listener makes, and to all though one fails', () => {
    const failures: unknown[] = [];
    const registry = createServiceRegistry((thrown) => failures.push(thrown));
    const [one, two] = [provider('a', '1.0.0', 'one'), provider('b', '1.0.0', 'two')];
    const seen: string[] = [];
    registry.onChange(({ added }) => {
      if (added.includes(one)) registry.exchange([], [two]);
    });
    registry.onChange(() => {
      throw new Error('oops');
    });
    const end = registry.onChange(({ added }) => seen.push(...added.map(({ component }) => component)));
    registry.exchange([], [one]);
    expect(seen).toEqual(['one', 'two']);
    expect(failures).toHaveLength(2);
    end();
    registry.exchange([one], []);
    expect(seen).toHaveLength(2);
  });

  it('holds providers until it releases them', async () => {
    const registry = createServiceRegistry();
    const [one, two] = [provider('a', '1.0.0', 'one'), provider('b', '1.0.0', 'two')];
    registry.exchange([], [one, two]);
    const release = registry.hold([one]);
    const { held } = one;
    expect(registry.heldBy(one)).toBe(held);
    expect(held).toBeInstanceOf(Promise);
    expect(registry.heldBy(two)).toBeUndefined();
    release();
    expect(registry.heldBy(one)).toBeUndefined();
    await held;
  });
});
