import { describe, expect, it } from 'vitest';
import { CarusoError, ServiceControl, systemPrincipal } from '../contract/index.js';
import type { Component, Principal, ServiceInfo } from '../contract/index.js';
import type { Transport } from '../transports/transport.js';
import { component, Greeting, greetingComponent, outcomeOf, virtualManager } from './fixtures/greeting.js';

const administrator: Principal = { kind: 'user', id: 'u1', name: 'Ana', roles: ['administrator'] };
const agent: Principal = { kind: 'user', id: 'u2', name: 'Rui', roles: ['agent'] };

function controlled(known: Readonly<Record<string, Component>> = {}) {
  const loader = async (spec: string) => {
    const made = known[spec];
    if (made === undefined) throw new CarusoError('not-found', `There is no ${spec}.`, { advice: 'Name another.' });
    return { component: made, source: `/app/${spec}` };
  };
  const at = virtualManager({ loader });
  return { ...at, control: at.manager.use(ServiceControl) };
}

const version = (text: string): Component => ({ ...greetingComponent('greeter').component, version: text });

const failsToStart = () => Promise.reject(new Error('no licence'));

describe('the control of services', () => {
  it.each([
    ['nobody', undefined, 'unauthenticated'],
    ['an agent', agent, 'forbidden'],
  ] as const)('does nothing for %s', async (_who, principal, code) => {
    const { manager, control } = controlled({ next: version('2.0.0') });
    await manager.add([{ component: version('1.0.0') }]);
    const options = principal === undefined ? {} : { principal };
    await expect(control.replace({ name: 'greeter', spec: 'next' }, options)).rejects.toMatchObject({ code });
    await expect(control.rollback({ name: 'greeter' }, options)).rejects.toMatchObject({ code });
    await expect(control.remove({ name: 'greeter' }, options)).rejects.toMatchObject({ code });
    await expect(control.add({ spec: 'next' }, options)).rejects.toMatchObject({ code });
    expect(manager.list()[0]).toMatchObject({ component: 'greeter', componentVersion: '1.0.0', state: 'running' });
  });

  it('replaces, rolls back, adds and removes for an administrator and for the product itself', async () => {
    const { manager, control } = controlled({ next: version('2.0.0') });
    const options = { principal: administrator };
    await manager.add([{ component: version('1.0.0') }]);
    await expect(control.replace({ name: 'greeter', spec: 'next' }, options)).resolves.toMatchObject({ to: '2.0.0' });
    expect(manager.list()[0]).toMatchObject({ source: '/app/next', previousVersion: '1.0.0' });
    await expect(control.rollback({ name: 'greeter' }, options)).resolves.toMatchObject({ to: '1.0.0' });
    const system = { principal: systemPrincipal('web-server') };
    await expect(control.add({ spec: 'next', name: 'second', rank: 1 }, system)).resolves.toMatchObject({
      name: 'second',
      from: null,
      to: '2.0.0',
    });
    expect(manager.list().filter(({ contract }) => contract === Greeting.id)).toHaveLength(2);
    await expect(control.remove({ name: 'second' }, options)).resolves.toMatchObject({ from: '2.0.0', to: null });
  });

  it('runs no code of a component for a name that is not there or is being changed', async () => {
    const loaded: string[] = [];
    const loader = async (spec: string) => (loaded.push(spec), { component: version('2.0.0'), source: spec });
    const { manager, clock } = virtualManager({ loader });
    const control = manager.use(ServiceControl);
    const options = { principal: administrator };
    await manager.add([greetingComponent('greeter', { length: () => new Promise(() => undefined) })]);
    const wrongName = control.replace({ name: 'greter', spec: './next' }, options);
    await expect(wrongName).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('greeter') });
    const call = outcomeOf(manager.use(Greeting).length({ name: 'Ana' }));
    const removed = manager.remove('greeter', { drainMs: 100 });
    await expect(control.replace({ name: 'greeter', spec: './next' }, options)).rejects.toMatchObject({
      code: 'conflict',
    });
    await clock.advance(200);
    await Promise.all([removed, call]);
    expect(loaded).toEqual([]);
  });

  it('tells why it cannot load, and changes nothing', async () => {
    const { manager, control } = controlled();
    await manager.add([{ component: version('1.0.0') }]);
    await expect(
      control.replace({ name: 'greeter', spec: 'nowhere' }, { principal: administrator }),
    ).rejects.toMatchObject({ code: 'not-found', details: { advice: 'Name another.' } });
    expect(manager.list()[0]).toMatchObject({ componentVersion: '1.0.0', state: 'running' });
  });

  it('leaves nothing of a component that cannot be added', async () => {
    const { manager, control } = controlled({ broken: component('broken', { start: failsToStart }).component });
    const options = { principal: administrator };
    await manager.add([]);
    await expect(control.add({ spec: 'broken' }, options)).rejects.toMatchObject({
      code: 'refused',
      details: { reason: 'no licence' },
    });
    expect(manager.list().some(({ component: name }) => name === 'broken')).toBe(false);
  });

  it('does not add a second one of the same name, and leaves the first', async () => {
    const { manager, control } = controlled({ next: version('2.0.0') });
    await manager.add([{ component: version('1.0.0') }]);
    await expect(control.add({ spec: 'next' }, { principal: administrator })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(manager.list().filter(({ component: name }) => name === 'greeter')).toMatchObject([{ state: 'running' }]);
  });

  it('changes a component of another process there, on behalf of the same person', async () => {
    const report = { name: 'far', from: '1.0.0', to: '2.0.0', startMs: 1, drainMs: 2, handedOver: [], stuck: [] };
    const asked: unknown[] = [];
    const row = { contract: 'x', contractVersion: '1.0.0', component: 'far', process: 'p2' } as ServiceInfo;
    const transport: Transport = {
      name: 'wire',
      attach: async () => ({
        health: () => ({ status: 'up' }),
        detach: async () => undefined,
        services: () => [row],
        callProcess: async (...call) => (asked.push(call), report),
      }),
    };
    const { manager } = virtualManager({ transports: [transport] });
    await manager.add([]);
    const control = manager.use(ServiceControl);
    await expect(control.replace({ name: 'far', spec: 'next' }, { principal: agent })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(control.replace({ name: 'far', spec: 'next' }, { principal: administrator })).resolves.toEqual(report);
    expect(asked).toMatchObject([
      [
        'p2',
        'service-control',
        'replace',
        { name: 'far', spec: 'next', drainMs: 30_000 },
        { principal: administrator, timeoutMs: 600_000 },
      ],
    ]);
    expect(manager.list()).toContainEqual(row);
  });

  it('does not change the service manager itself', async () => {
    const { manager, control } = controlled({ next: version('2.0.0') });
    const options = { principal: administrator };
    await manager.add([]);
    await expect(control.remove({ name: 'service-manager' }, options)).rejects.toMatchObject({ code: 'conflict' });
    await expect(control.replace({ name: 'service-manager', spec: 'next' }, options)).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
