import { describe, expect, it } from 'vitest';
import { defineContract, provide } from '../contract/index.js';
import { component, Greeting, greeter, greetingComponent, virtualManager } from '../manager/fixtures/greeting.js';

describe('a handle', () => {
  it('calls the provider', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.use(Greeting).length({ name: 'Ana' })).resolves.toBe(3);
  });

  it('taken before there is a provider works once there is one', async () => {
    const { manager } = virtualManager();
    const greeting = manager.use(Greeting);
    await expect(greeting.length({ name: 'Ana' })).rejects.toMatchObject({ code: 'no-provider' });
    await manager.add([greetingComponent('greeter')]);
    await expect(greeting.length({ name: 'Ana' })).resolves.toBe(3);
  });

  it('says who would provide when nobody does', async () => {
    const { manager } = virtualManager();
    const broken = component('broken', {
      provides: [Greeting],
      start: () => Promise.reject(new Error('no licence')),
    });
    await manager.add([broken]);
    await expect(manager.use(Greeting).length({ name: 'Ana' })).rejects.toMatchObject({
      code: 'no-provider',
      message: 'Nobody provides greeting ^1.2.0 now: broken would, but it is failed (no licence)',
    });
  });

  it('says which version there is when it is not the one wanted', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    expect(() => manager.use(Greeting, '^2').shout('a')).toThrow('greeter provides version 1.2.0, which is not in ^2');
  });

  it('goes to the highest version in its range', async () => {
    const { manager } = virtualManager();
    const Newer = defineContract({ ...Greeting, version: '1.5.0' });
    const newer = component('newer', {
      provides: [Newer],
      start: async () => ({
        provisions: [provide(Newer, { ...greeter, length: async () => 99 })],
        stop: async () => undefined,
      }),
    });
    await manager.add([greetingComponent('older'), newer]);
    await expect(manager.use(Greeting).length({ name: 'Ana' })).resolves.toBe(99);
    await expect(manager.use(Greeting, '1.2.x').length({ name: 'Ana' })).resolves.toBe(3);
  });

  it('gives the provider the defaults of the input schema', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.use(Greeting).greet({ name: 'Ana' })).resolves.toEqual({ text: 'Hello Ana' });
  });

  it('passes local functions through, in the same turn', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    expect(manager.use(Greeting).shout('ana')).toBe('ANA');
  });

  it('refuses a range that is none', () => {
    const { manager } = virtualManager();
    expect(() => manager.use(Greeting, 'first')).toThrow('"first" is not a version range');
  });
});
