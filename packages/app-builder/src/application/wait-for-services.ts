import type { Contract, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 20;
/** Then it says for whom it waits, once. */
const sayMs = 3_000;

export interface Wanted {
  /** Nothing goes without them: waited for as long as it takes. */
  readonly needed: readonly Contract[];
  /** Nice to have from the start: waited for at most `patienceMs` milliseconds. */
  readonly hoped: readonly Contract[];
  readonly patienceMs: number;
}

/**
 * Waits until the components of this process run and the contracts wanted are provided by somebody. A part of an application may be
 * started before the others; what it waits for is said in the log.
 */
export async function waitForServices(
  manager: Pick<ServiceManager, 'list'>,
  { needed, hoped, patienceMs }: Wanted,
  log: Logger,
): Promise<void> {
  const begun = performance.now();
  let said = false;
  for (;;) {
    const services = manager.list();
    const isHere = ({ id }: Contract): boolean =>
      services.some((one) => one.contract === id && one.state === 'running');
    const waiting = services.filter(
      ({ place, state }) => place !== 'remote' && (state === 'waiting' || state === 'starting'),
    );
    const missing = needed.filter((contract) => !isHere(contract));
    const absent = hoped.filter((contract) => !isHere(contract));
    const elapsedMs = performance.now() - begun;
    if (waiting.length === 0 && missing.length === 0 && (absent.length === 0 || elapsedMs > patienceMs)) return;
    if (!said && elapsedMs > sayMs) {
      said = true;
      const reasons = waiting.map(({ component, reason }) => `${component} ${reason ?? 'is starting'}`);
      const others = [...missing, ...absent].map(({ id }) => `nobody provides ${id}`);
      log.warn(
        { reason: [...reasons, ...others].join('; ') },
        'Waiting for other processes of the application: start them, or look whether they reach the same NATS server',
      );
    }
    await sleep(pollMs);
  }
}
