import type { Contract, Provision, RunningComponent } from '../contract/index.js';
import { watchOutgoing } from '../calls/outgoing-calls.js';
import { withinTime } from '../clock/within-time.js';
import { createProvider } from '../registry/provider.js';
import { ownProcessOf } from '../transports/own-process/describe-in-own-process.js';
import type { ComponentRecord } from './component-record.js';
import type { HostContext } from './host-context.js';
import { endComponent } from './stop-component.js';

/**
 * Starts a prepared component and checks what it provides; its providers are not in the registry yet. Throws an Error whose message is
 * the reason.
 */
export async function startComponent(record: ComponentRecord, host: HostContext): Promise<void> {
  const { component, name, rank, settings } = record;
  const { clock, startLimitMs, process } = host;
  const { context, outgoing } = watchOutgoing(host.contextOf(name));
  const starting = Promise.resolve(component.start({ ...context, settings }));
  let running: RunningComponent;
  try {
    running = await withinTime(clock, startLimitMs, starting, `did not start within ${startLimitMs / 1_000} s`);
  } catch (thrown) {
    // One that starts after all must not live on unseen; one that failed has nothing to stop.
    starting
      .then((tooLate) => tooLate.stop())
      .catch((err: unknown) => context.log.debug({ err }, `${name} did not start, and could not be stopped either`));
    throw thrown;
  }
  const place = ownProcessOf(component) ?? { kind: 'here', process };
  const owner = { component: name, componentVersion: component.version, rank, place, log: context.log, outgoing };
  try {
    checkProvisions(record.provides, running.provisions);
    record.providers = running.provisions.map((made) => createProvider(made, owner));
  } catch (thrown) {
    record.running = running;
    await endComponent(record, host);
    throw thrown;
  }
  record.running = running;
  record.health = running.health === undefined ? { status: 'up' } : undefined;
}

function checkProvisions(provides: readonly Contract[], provisions: readonly Provision[]): void {
  const made = new Set(provisions.map(({ contract }) => `${contract.id} ${contract.version}`));
  const declared = new Set(provides.map(({ id, version }) => `${id} ${version}`));
  const missing = [...declared].filter((name) => !made.has(name));
  const extra = [...made].filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`says it provides ${missing.join(', ')} but its start made none`);
  if (extra.length > 0) throw new Error(`made ${extra.join(', ')} which its "provides" does not name`);
}
