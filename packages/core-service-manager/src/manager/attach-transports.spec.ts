import { describe, expect, it } from 'vitest';
import { CarusoError } from '../contract/index.js';
import type { Health } from '../contract/index.js';
import type { Transport, TransportSite } from '../transports/transport.js';
import { Greeting, greetingComponent, virtualManager } from './fixtures/greeting.js';

/** Fails to attach as often as told. */
function wire(failures: number) {
  const state = { left: failures, attached: 0, detached: [] as number[], health: { status: 'up' } as Health };
  const sites: TransportSite[] = [];
  const transport: Transport = {
    name: 'wire',
    async attach(site) {
      sites.push(site);
      if (state.left-- > 0) throw new CarusoError('unavailable', 'nobody listens at 127.0.0.1:4222');
      state.attached += 1;
      return { health: () => state.health, detach: async (drainMs) => void state.detached.push(drainMs) };
    },
  };
  return { transport, state, sites };
}

describe('a transport', () => {
  it('that is not there keeps nobody from starting, is told, and is tried again', async () => {
    const { transport, state } = wire(2);
    const { manager, clock, log } = virtualManager({ transports: [transport] });
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.use(Greeting).length({ name: 'Ana' })).resolves.toBe(3);
    expect((await manager.health()).get('service-manager')).toEqual({
      status: 'degraded',
      reason: 'wire: nobody listens at 127.0.0.1:4222',
    });
    await clock.advance(10_000);
    expect(state.attached).toBe(1);
    expect((await manager.health()).get('service-manager')).toEqual({ status: 'up' });
    expect(log.lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['wire: nobody listens at 127.0.0.1:4222', 'wire is attached']),
    );
    await manager.stop();
    expect(clock.pending()).toBe(0);
  });

  it('is told which application and process it stands in', async () => {
    const { transport, sites } = wire(0);
    virtualManager({ transports: [transport], application: 'utility', process: 'p1' });
    expect(sites).toMatchObject([{ application: 'utility', process: 'p1' }]);
  });

  it('performs calls from outside, checked by the schema, at the successor too', async () => {
    const { transport, sites } = wire(0);
    const { manager } = virtualManager({ transports: [transport] });
    await manager.add([greetingComponent('greeter')]);
    const [site] = sites;
    const provider = site?.registry.providers().find(({ contract }) => contract.id === 'greeting');
    if (site === undefined || provider === undefined) throw new Error('is not there');
    await expect(site.perform(provider, 'length', { name: 'Ana' }, {})).resolves.toBe(3);
    await expect(site.perform(provider, 'length', { name: 7 }, {})).rejects.toMatchObject({ code: 'invalid' });
    await manager.replace('greeter', greetingComponent('greeter', { length: async () => 99 }));
    await expect(site.perform(provider, 'length', { name: 'Ana' }, {})).resolves.toBe(99);
  });

  it('is detached when the components have drained', async () => {
    const { transport, state } = wire(0);
    const { manager, clock } = virtualManager({ transports: [transport] });
    const length = () => new Promise<number>((resolve) => clock.after(300, () => resolve(7)));
    await manager.add([greetingComponent('slow', { length })]);
    const call = manager.use(Greeting).length({ name: 'Ana' });
    const stopped = manager.stop({ drainMs: 1_000 });
    await clock.advance(200);
    expect(state.detached).toEqual([]);
    await clock.advance(200);
    await stopped;
    await expect(call).resolves.toBe(7);
    expect(state.detached).toEqual([700]);
  });

  it('that was never there does not keep the manager from stopping', async () => {
    const { transport } = wire(99);
    const { manager, clock } = virtualManager({ transports: [transport] });
    await clock.advance(100);
    await manager.stop();
    expect(clock.pending()).toBe(0);
  });
});
