import { describe, expect, it } from 'vitest';
import type { Health } from '../contract/index.js';
import { greetingComponent, virtualManager } from '../manager/fixtures/greeting.js';
import { HEALTH_INTERVAL_MS } from './health-watch.js';

describe('the watch over health', () => {
  it('asks every few seconds, shows the last answer and logs each change once', async () => {
    const { manager, clock, log } = virtualManager();
    const answer: { health: Health } = { health: { status: 'up' } };
    await manager.add([greetingComponent('greeter', {}, { health: async () => answer.health })]);
    await clock.advance(2 * HEALTH_INTERVAL_MS);
    expect(log.lines).toEqual([]);
    answer.health = { status: 'degraded', reason: 'no mail' };
    await clock.advance(3 * HEALTH_INTERVAL_MS);
    expect(manager.list()[0]).toMatchObject({ health: 'degraded', reason: 'no mail' });
    answer.health = { status: 'up' };
    await clock.advance(2 * HEALTH_INTERVAL_MS);
    expect(log.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warn greeter is degraded: no mail',
      'info greeter is up again',
    ]);
    await manager.stop();
    expect(clock.pending()).toBe(0);
  });

  it('sleeps while nobody has anything to tell', async () => {
    const { manager, clock } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    expect(clock.pending()).toBe(0);
    await manager.add([greetingComponent('ill', {}, { health: async () => ({ status: 'up' }) })]);
    expect(clock.pending()).toBe(1);
    await manager.remove('ill');
    await clock.advance(HEALTH_INTERVAL_MS);
    expect(clock.pending()).toBe(0);
  });
});

describe('a health check', () => {
  it.each([[undefined], [{}], [{ status: 'fine' }]])('that answers %j is taken as down', async (answer) => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter', {}, { health: async () => answer as never })]);
    expect((await manager.health()).get('greeter')).toEqual({
      status: 'down',
      reason: 'its health check answered neither up, degraded nor down',
    });
  });
});
