import { withinTime } from '../clock/within-time.js';
import type { ComponentRecord } from '../components/component-record.js';
import { explainAbsence } from '../components/explain-absence.js';
import type { HostContext } from '../components/host-context.js';
import { prepareComponent } from '../components/prepare-component.js';
import { startComponent } from '../components/start-component.js';
import { unmetNeeds } from '../components/waiting-reason.js';
import { checkHealth } from '../health/check-health.js';
import { brokenNeeds } from './broken-needs.js';

/**
 * Starts the new version beside the old one and sees that it is fit to take its place. Its `ready` runs here, before the switch, so that
 * its failure leaves the old version in service: calls that it makes of what it provides itself go to the old version.
 * Rejects with an Error whose message is the reason.
 */
export async function startFit(next: ComponentRecord, old: ComponentRecord, host: HostContext): Promise<void> {
  const { clock, startLimitMs } = host;
  await prepareComponent(next, host);
  checkNeeds(next, old, host);
  await startComponent(next, host);
  next.readiness = Promise.resolve(next.running?.ready?.());
  await withinTime(clock, startLimitMs, next.readiness, `was not ready within ${startLimitMs / 1_000} s`);
  if (next.running === undefined) return;
  next.health = await checkHealth(next.running, clock);
  if (next.health.status === 'down') throw new Error(`is not healthy: ${next.health.reason}`);
  // What works in part takes the place of what works in part, never of what works.
  if (next.health.status !== 'degraded' || old.state !== 'running' || old.running === undefined) return;
  // It may not have been asked yet.
  if ((await checkHealth(old.running, clock)).status === 'up')
    throw new Error(`works in part only, while the version in service works: ${next.health.reason}`);
}

/** Throws an Error that names whose needs would not be met: its own, or those of others that the old version meets. */
export function checkNeeds(next: ComponentRecord, old: ComponentRecord, host: HostContext): void {
  const { registry, records } = host;
  const unmet = unmetNeeds(next, registry).map(
    ({ contract, range }) =>
      `needs ${contract.id} ${range}: ${explainAbsence(records, registry.providers(), contract.id, range)}`,
  );
  if (unmet.length > 0) throw new Error(unmet.join('; '));
  const broken = brokenNeeds(old, next, host);
  if (broken.length > 0) {
    throw new Error(`does not provide what others need and nobody else provides: ${broken.join('; ')}`);
  }
}
