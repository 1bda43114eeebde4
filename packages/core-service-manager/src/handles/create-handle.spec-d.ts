import { describe, expectTypeOf, it } from 'vitest';
import { provide } from '../contract/index.js';
import type { ServiceManager } from '../contract/index.js';
import { greeter, Greeting } from '../manager/fixtures/greeting.js';

declare const manager: ServiceManager;

describe('the compiler', () => {
  it('knows what goes in and what comes out', () => {
    const greeting = manager.use(Greeting);
    expectTypeOf(greeting.greet).parameter(0).toEqualTypeOf<{ name: string; times?: number | undefined }>();
    expectTypeOf(greeting.greet({ name: 'Ana' })).resolves.toEqualTypeOf<{ text: string }>();
    expectTypeOf(greeting.count({ from: 1 })).toEqualTypeOf<AsyncIterable<number>>();
    expectTypeOf(greeting.shout).toEqualTypeOf<(text: string) => string>();
  });
});

/** Compiled, never run: each line must be refused. */
export function wrongUses(): void {
  const greeting = manager.use(Greeting);
  // @ts-expect-error the name is missing
  void greeting.greet({});
  // @ts-expect-error the name is text
  void greeting.length({ name: 7 });
  // @ts-expect-error there is no such operation
  void greeting.wave({ name: 'Ana' });

  const { length: _length, ...lacking } = greeter;
  // @ts-expect-error "length" is missing
  provide(Greeting, lacking);
  // @ts-expect-error "length" must answer a number
  provide(Greeting, { ...greeter, length: async () => 'three' });
}
