import { CarusoError } from '../contract/index.js';
import type { Clock, Logger } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import { withinTime } from '../clock/within-time.js';
import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { ComponentRecord } from './component-record.js';

/** A component that hangs in its own `stop` must not keep the process from ending. */
const STOP_LIMIT_MS = 10_000;

export interface StopOptions {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long calls in flight may go on, in milliseconds. */
  readonly drainMs: number;
}

/** No new calls; streams end; operations may end in time; those that do not are named and fail; then the component stops. */
export async function stopComponent(record: ComponentRecord, options: StopOptions): Promise<void> {
  const { registry, inFlight, clock, log, drainMs } = options;
  const { name } = record.component;
  for (const provider of record.providers) registry.withdraw(provider);
  for (const provider of record.providers) {
    for (const call of inFlight.of(provider))
      if (call.kind === 'stream') call.interrupt(stoppedError(provider, call.member));
  }
  await Promise.all(record.providers.map((provider) => drain(provider, clock, drainMs)));
  for (const provider of record.providers) {
    for (const call of inFlight.of(provider)) {
      const operation = `${provider.contract.id}.${call.member}`;
      log.warn({ component: name, operation }, `${operation} still ran when ${name} was stopped`);
      call.interrupt(stoppedError(provider, call.member));
    }
  }
  try {
    const stopped = record.running?.stop();
    if (stopped !== undefined) await withinTime(clock, STOP_LIMIT_MS, stopped, 'did not stop within 10 s');
  } catch (thrown) {
    log.error({ component: name, err: thrown }, `${name} did not stop properly`);
  }
  record.running = undefined;
}

function drain(provider: Provider, clock: Clock, ms: number): Promise<void> {
  if (provider.calls.inFlight === 0 || ms === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(ms, end);
    function end(): void {
      cancel();
      provider.whenIdle = undefined;
      resolve();
    }
    provider.whenIdle = end;
  });
}

function stoppedError({ contract, component }: Provider, member: string): CarusoError {
  const operation = `${contract.id}.${member}`;
  return new CarusoError('unavailable', `${component} was stopped while ${operation} ran`, { operation, component });
}
