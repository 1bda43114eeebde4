import type { Clock, Health, RunningComponent } from '../contract/index.js';
import { withinTime } from '../clock/within-time.js';

const HEALTH_LIMIT_MS = 2_000;

/** Asks a running component how it is. One that throws or does not answer in 2 s is down; one without `health` is up. */
export async function checkHealth(running: RunningComponent, clock: Clock): Promise<Health> {
  if (running.health === undefined) return { status: 'up' };
  try {
    const late = 'does not answer its health check within 2 s';
    const health: unknown = await withinTime(clock, HEALTH_LIMIT_MS, running.health(), late);
    // What is loaded from anywhere may answer anything.
    if (isHealth(health)) return health;
    return { status: 'down', reason: 'its health check answered neither up, degraded nor down' };
  } catch (thrown) {
    return { status: 'down', reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function isHealth(answer: unknown): answer is Health {
  const status = typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : undefined;
  return status === 'up' || status === 'degraded' || status === 'down';
}
