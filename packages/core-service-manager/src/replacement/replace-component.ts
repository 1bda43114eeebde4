import { CarusoError } from '../contract/index.js';
import type { ReplacementReport } from '../contract/index.js';
import { enter, newRecord } from '../components/component-record.js';
import type { ComponentRecord, InstalledVersion } from '../components/component-record.js';
import { drain } from '../components/drain.js';
import { withdraw } from '../components/host-context.js';
import type { HostContext } from '../components/host-context.js';
import { endComponent } from '../components/stop-component.js';
import { HandOverFailure, handOverState } from './hand-over-state.js';
import type { HandOver } from './hand-over-state.js';
import { checkNeeds, startFit } from './start-fit.js';
import { unlessStopping } from './unless-stopping.js';

interface Prepared {
  readonly startMs: number;
  readonly handOver: HandOver;
}

/**
 * Start, check, hand-over, switch, drain, stop. Rejects with `refused` and the reason when the new version is not fit, `cancelled` when the
 * manager stops before the switch; the old version goes on then as if nothing had been.
 */
export async function replaceComponent(
  old: ComponentRecord,
  installed: InstalledVersion,
  drainMs: number,
  host: HostContext,
): Promise<ReplacementReport> {
  const { clock, log, registry, records, started } = host;
  const { name, rank } = old;
  checkExclusive(old, installed);
  const previous = old.running === undefined ? old.previous : { ...old.installed, component: old.component };
  const next = newRecord({ name, installed, rank, previous }, clock);
  records.push(next);
  const { startMs, handOver } = await prepared(next, old, drainMs, host);

  const switchedAt = clock.now();
  enter(next, 'running', clock);
  if (old.running === undefined) started.push(next);
  else started.splice(started.indexOf(old), 1, next);
  enter(old, 'stopping', clock);
  registry.exchange(old.providers, next.providers);
  handOver.release();

  const late = await drain(old.providers, drainMs, host);
  await endComponent(old, host);
  withdraw(old, records);
  const report: ReplacementReport = {
    name,
    from: old.component.version,
    to: next.component.version,
    startMs,
    drainMs: clock.now() - switchedAt,
    handedOver: [...handOver.contracts],
    stuck: [...handOver.stuck, ...late],
  };
  log.info({ component: name, ...report }, `${name} ${report.from} was replaced by ${report.to}`);
  return report;
}

/** Two versions of it cannot run side by side, not even for the moment of the switch. */
function checkExclusive(old: ComponentRecord, { component }: InstalledVersion): void {
  const held = old.component.exclusive ?? component.exclusive;
  if (held === undefined || old.running === undefined) return;
  throw new CarusoError(
    'refused',
    `${old.name} holds ${held}, which a new version beside it cannot have, so it is not replaced while running.`,
    {
      name: old.name,
      reason: `it holds ${held}`,
      advice:
        'Restart its process with the new version; in an application of several processes the others go on meanwhile.',
    },
  );
}

/** Until the next thing to do is the switch. */
async function prepared(
  next: ComponentRecord,
  old: ComponentRecord,
  drainMs: number,
  host: HostContext,
): Promise<Prepared> {
  const began = host.clock.now();
  const starting = startFit(next, old, host);
  let handOver: HandOver | undefined;
  try {
    await unlessStopping(host.stopping, starting);
    const startMs = host.clock.now() - began;
    if (old.running !== undefined) handOver = await handOverState(old, next, drainMs, host);
    // Others may have come meanwhile, or the manager may have been stopped.
    checkNeeds(next, old, host);
    host.stopping.throwIfAborted();
    if (old.state === 'starting') throw new Error('the version before has begun to start meanwhile; try again');
    return { startMs, handOver: handOver ?? { contracts: [], stuck: [], release: () => undefined } };
  } catch (thrown) {
    handOver?.release();
    withdraw(next, host.records);
    const ended = starting.catch(() => undefined).then(() => endComponent(next, host));
    // One that does not come to an end of its start must not keep the manager from stopping.
    if (!host.stopping.aborted) await ended;
    throw refusal(next, old, thrown, host);
  }
}

function refusal(next: ComponentRecord, old: ComponentRecord, thrown: unknown, { stopping }: HostContext): CarusoError {
  const { name } = old;
  const [from, to] = [old.component.version, next.component.version];
  if (stopping.aborted)
    return new CarusoError('cancelled', `${name} was not replaced: the service manager is stopping`);
  // Ended for a hand-over that failed after all.
  const stuck = thrown instanceof HandOverFailure && thrown.stuck.length > 0 ? { stuck: thrown.stuck } : {};
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const rest = old.running === undefined ? `Version ${from} is ${old.state}` : `Version ${from} goes on`;
  return new CarusoError(
    'refused',
    `${name} ${to} was not put in service: ${reason}. ${rest}.`,
    { name, from, to, reason, ...stuck },
    { cause: thrown },
  );
}
