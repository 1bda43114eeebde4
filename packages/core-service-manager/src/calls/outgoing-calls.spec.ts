import { describe, expect, it } from 'vitest';
import { component, Greeting, greetingComponent, greeter, virtualManager } from '../manager/fixtures/greeting.js';
import { provide } from '../contract/index.js';
import { currentCall } from './current-call.js';

describe('a component', () => {
  it('that holds a handle has its calls watched for calls within them', async () => {
    const { manager } = virtualManager();
    const seen: (string | undefined)[] = [];
    const nesting = component('nesting', {
      provides: [Greeting],
      start: async ({ use }) => {
        use(Greeting);
        const length = async () => seen.push(currentCall()?.member);
        return { provisions: [provide(Greeting, { ...greeter, length })], stop: async () => undefined };
      },
    });
    await manager.add([nesting]);
    await manager.use(Greeting).length({ name: 'Ana' });
    expect(seen).toEqual(['length']);
  });

  it('that calls nobody is spared it', async () => {
    const { manager } = virtualManager();
    const seen: unknown[] = [];
    await manager.add([greetingComponent('leaf', { length: async () => seen.push(currentCall()) })]);
    await manager.use(Greeting).length({ name: 'Ana' });
    expect(seen).toEqual([undefined]);
  });

  it('is watched from the moment it calls by name', async () => {
    const { manager } = virtualManager();
    const seen: (string | undefined)[] = [];
    const caller = component('caller', {
      provides: [Greeting],
      start: async ({ invoke }) => {
        const length = async () => seen.push(currentCall()?.member);
        const greet = async () => ({ text: String(await invoke('greeting', 'length', { name: 'Ana' })) });
        return { provisions: [provide(Greeting, { ...greeter, length, greet })], stop: async () => undefined };
      },
    });
    await manager.add([caller]);
    await manager.use(Greeting).length({ name: 'Ana' });
    await manager.use(Greeting).greet({ name: 'Ana' });
    expect(seen).toEqual([undefined, 'length']);
  });
});
