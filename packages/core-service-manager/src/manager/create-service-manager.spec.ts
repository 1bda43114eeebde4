import { describe, expect, it } from 'vitest';
import { ServiceDirectory } from '../contract/index.js';
import { greetingComponent, virtualManager } from './fixtures/greeting.js';

describe('the dynamic edge', () => {
  it('calls an operation named as text', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.invoke('greeting', 'greet', { name: 'Ana', times: 2 })).resolves.toEqual({
      text: 'Hello Ana Hello Ana',
    });
  });

  it('refuses wrong input and says where', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.invoke('greeting', 'length', { name: 7 })).rejects.toMatchObject({
      code: 'invalid',
      details: { issues: [expect.stringContaining('name: ')] },
    });
  });

  it('does not let a wrong answer through', async () => {
    const { manager, log } = virtualManager();
    await manager.add([greetingComponent('greeter', { length: async () => 'three' as unknown as number })]);
    await expect(manager.invoke('greeting', 'length', { name: 'Ana' })).rejects.toMatchObject({ code: 'internal' });
    expect(log.lines).toHaveLength(1);
  });

  it('names the operations there are when one is unknown', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await expect(manager.invoke('greeting', 'wave', {})).rejects.toThrow('no operation "wave"; it has greet, length');
    await expect(manager.invoke('greeting', 'toString', {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(manager.invoke('farewell', 'wave', {})).rejects.toMatchObject({ code: 'no-provider' });
  });
});

describe('the directory', () => {
  it('is a service like any other', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    const services = await manager.use(ServiceDirectory).list({});
    expect(services.map(({ contract, state, health }) => [contract, state, health])).toEqual([
      ['greeting', 'running', 'up'],
      ['service-control', 'running', 'up'],
      ['service-directory', 'running', 'up'],
    ]);
    expect(services[0]?.since).toBe('2026-01-01T00:00:00.000Z');
  });

  it('describes a contract with JSON Schemas', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    const { members } = await manager.use(ServiceDirectory).describe({ contract: 'greeting' });
    expect(members.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'greet operation',
      'length operation',
      'count stream',
      'shout local',
    ]);
    expect(members[0]).toMatchObject({ idempotent: true, input: { type: 'object', required: ['name'] } });
  });

  it('does not know a service that is not there', async () => {
    const { manager } = virtualManager();
    await manager.add([]);
    await expect(manager.use(ServiceDirectory).describe({ contract: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('health', () => {
  it('is what the component says, down if it throws, and down if it does not answer in 2 s', async () => {
    const { manager, clock } = virtualManager();
    await manager.add([
      greetingComponent('fine'),
      greetingComponent('ill', {}, { health: async () => ({ status: 'degraded', reason: 'no mail' }) }),
      greetingComponent('mad', {}, { health: () => Promise.reject(new Error('oops')) }),
      greetingComponent('mute', {}, { health: () => new Promise(() => undefined) }),
    ]);
    const polled = manager.health();
    await clock.advance(2_000);
    const health = await polled;
    expect(health.get('fine')).toEqual({ status: 'up' });
    expect(health.get('ill')).toEqual({ status: 'degraded', reason: 'no mail' });
    expect(health.get('mad')).toEqual({ status: 'down', reason: 'oops' });
    expect(health.get('mute')).toEqual({ status: 'down', reason: 'does not answer its health check within 2 s' });
    expect(manager.list().find(({ component }) => component === 'ill')).toMatchObject({
      health: 'degraded',
      reason: 'no mail',
    });
  });
});
