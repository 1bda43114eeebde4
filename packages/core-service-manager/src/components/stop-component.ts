import { withinTime } from '../clock/within-time.js';
import type { ComponentRecord } from './component-record.js';
import { drain } from './drain.js';
import type { StuckCall } from './drain.js';
import type { HostContext } from './host-context.js';

/** A component that hangs in its own `stop` must not keep the process from ending. */
const STOP_LIMIT_MS = 10_000;

/** Takes it out of the registry, drains and stops it. Answers the calls that had to be ended. */
export async function stopComponent(
  record: ComponentRecord,
  drainMs: number,
  host: HostContext,
): Promise<readonly StuckCall[]> {
  host.registry.exchange(record.providers, []);
  const stuck = await drain(record.providers, drainMs, host);
  await endComponent(record, host);
  return stuck;
}

/** Stops one that gets no calls any more. */
export async function endComponent(record: ComponentRecord, { clock, log }: HostContext): Promise<void> {
  const { running, name } = record;
  record.running = undefined;
  try {
    if (running !== undefined) await withinTime(clock, STOP_LIMIT_MS, running.stop(), 'did not stop within 10 s');
  } catch (thrown) {
    log.error({ component: name, err: thrown }, `${name} did not stop properly`);
  }
}
