import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, need, operation, provide } from '../contract/index.js';
import type { Component, Contract } from '../contract/index.js';
import { component, emptyContract, noting, virtualManager } from '../manager/fixtures/greeting.js';
import { createProvider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { Transport } from '../transports/transport.js';

const Who = defineContract({
  id: 'who',
  version: '1.0.0',
  summary: 'Who answers',
  members: { name: operation({ summary: 'Name', input: z.object({}), output: z.string() }) },
});

/** An instance that answers with its name. */
const teller: Component = component('teller', {
  provides: [Who],
  start: async ({ name }) => ({ provisions: [provide(Who, { name: async () => name })], stop: async () => undefined }),
}).component;

/** A transport that does nothing but give away the registry, as a real one would use it. */
function registryOf() {
  const got: { registry?: ServiceRegistry } = {};
  const transport: Transport = {
    name: 'wire',
    attach: async ({ registry }) => (
      (got.registry = registry),
      { health: () => ({ status: 'up' }), detach: async () => undefined }
    ),
  };
  return { got, transport };
}

function arrive(registry: ServiceRegistry | undefined, contract: Contract, implementation = {}): void {
  const { log } = virtualManager();
  const place = { kind: 'remote', process: 'p2' } as const;
  const owner = { component: 'far', componentVersion: '3.0.0', rank: 0, place, log };
  registry?.exchange([], [createProvider({ contract, implementation }, owner)]);
}

describe('of several instances of a component', () => {
  it('each has its own name, and the oldest is called', async () => {
    const { manager } = virtualManager();
    await manager.add([
      { component: teller, name: 'lisbon' },
      { component: teller, name: 'porto' },
    ]);
    expect(manager.list().filter(({ contract }) => contract === 'who')).toMatchObject([
      { component: 'lisbon', rank: 0 },
      { component: 'porto', rank: 0 },
    ]);
    await expect(manager.use(Who).name({})).resolves.toBe('lisbon');
  });

  it('the one with the highest rank is called', async () => {
    const { manager } = virtualManager();
    await manager.add([
      { component: teller, name: 'lisbon' },
      { component: teller, name: 'porto', rank: 2 },
      { component: teller, name: 'faro', rank: 1 },
    ]);
    await expect(manager.use(Who).name({})).resolves.toBe('porto');
    await manager.remove('porto');
    await expect(manager.use(Who).name({})).resolves.toBe('faro');
  });

  it('the one of this process is called before one of another, but not before a higher rank', async () => {
    const { got, transport } = registryOf();
    const { manager } = virtualManager({ transports: [transport] });
    await new Promise(setImmediate);
    arrive(got.registry, Who, { name: async () => 'far' });
    await expect(manager.use(Who).name({})).resolves.toBe('far');
    await manager.add([{ component: teller, name: 'here' }]);
    await expect(manager.use(Who).name({})).resolves.toBe('here');
  });
});

describe('majors of a contract', () => {
  it('stand side by side', async () => {
    const { manager } = virtualManager();
    const Next = defineContract({ ...Who, version: '2.0.0' });
    const both = component('both', {
      provides: [Who, Next],
      start: async () => ({
        provisions: [provide(Who, { name: async () => 'one' }), provide(Next, { name: async () => 'two' })],
        stop: async () => undefined,
      }),
    });
    await manager.add([both]);
    await expect(manager.use(Who).name({})).resolves.toBe('one');
    await expect(manager.use(Next).name({})).resolves.toBe('two');
    expect(manager.list().filter(({ contract }) => contract === 'who')).toMatchObject([
      { contractVersion: '1.0.0', calls: { total: 1 } },
      { contractVersion: '2.0.0', calls: { total: 1 } },
    ]);
  });
});

describe('a component whose contracts come from its settings', () => {
  const wrapper = component('wrapper', {
    settings: z.object({ id: z.string(), needs: z.string().optional() }),
    configure: async ({ settings }) => {
      const { id, needs } = settings as { readonly id: string; readonly needs?: string };
      if (id === '') throw new Error('billing.wsdl: no such file');
      return {
        provides: [emptyContract(id)],
        needs: needs === undefined ? [] : [need(emptyContract(needs))],
        summary: `Wraps ${id}`,
      };
    },
    start: async ({ settings }) => ({
      provisions: [provide(emptyContract((settings as { readonly id: string }).id), {})],
      stop: async () => undefined,
    }),
  }).component;

  it('provides and needs what they say, in each instance', async () => {
    const { manager } = virtualManager();
    await manager.add([
      { component: wrapper, name: 'second', settings: { id: 'b', needs: 'a' } },
      { component: wrapper, name: 'first', settings: { id: 'a' } },
    ]);
    expect(manager.list().slice(0, 2)).toMatchObject([
      { contract: 'a', component: 'first', state: 'running' },
      { contract: 'b', component: 'second', state: 'running' },
    ]);
  });

  it('fails with the reason when they are wrong, and the others start', async () => {
    const { manager } = virtualManager();
    await manager.add([{ component: wrapper, settings: { id: '' } }, { component: teller }]);
    expect(manager.list().map(({ component: name, state, reason }) => [name, state, reason])).toContainEqual([
      'wrapper',
      'failed',
      'billing.wsdl: no such file',
    ]);
    await expect(manager.use(Who).name({})).resolves.toBe('teller');
  });

  it('fails when it takes longer than 10 s', async () => {
    const { manager, clock } = virtualManager();
    const added = manager.add([component('slow', { configure: () => new Promise(() => undefined) })]);
    await clock.advance(10_000);
    await added;
    expect(manager.list().find(({ component: name }) => name === 'slow')).toMatchObject({
      state: 'failed',
      reason: 'was not configured within 10 s',
    });
  });
});

describe('a component that waits', () => {
  it('starts when what it needs comes over a transport, without any timer, and becomes ready', async () => {
    const { got, transport } = registryOf();
    const { manager, clock } = virtualManager({ transports: [transport] });
    const journal: string[] = [];
    await manager.add([noting('bill', journal, [], [need(Who)])]);
    expect(manager.list().find(({ component: name }) => name === 'bill')).toMatchObject({
      state: 'waiting',
      reason: 'waits for who ^1.0.0: no component of this application provides it',
    });
    const before = clock.now();
    arrive(got.registry, Who, { name: async () => 'far' });
    expect(journal).toEqual(['start bill']);
    await new Promise(setImmediate);
    expect(journal).toEqual(['start bill', 'ready bill']);
    expect(clock.now()).toBe(before);
  });

  it('says that another process has it in another version', async () => {
    const { got, transport } = registryOf();
    const { manager } = virtualManager({ transports: [transport] });
    await new Promise(setImmediate);
    arrive(got.registry, defineContract({ ...Who, version: '2.0.0' }), { name: async () => 'far' });
    await manager.add([noting('bill', [], [], [need(Who)])]);
    expect(manager.list().find(({ component: name }) => name === 'bill')?.reason).toBe(
      'waits for who ^1.0.0: far of another process provides version 2.0.0, which is not in ^1.0.0',
    );
  });

  it('is shown with those of other processes', async () => {
    const { got, transport } = registryOf();
    const { manager } = virtualManager({ transports: [transport] });
    await new Promise(setImmediate);
    arrive(got.registry, Who, { name: async () => 'far' });
    expect(manager.list().find(({ component: name }) => name === 'far')).toMatchObject({
      place: 'remote',
      process: 'p2',
      componentVersion: '3.0.0',
      state: 'running',
    });
  });
});
