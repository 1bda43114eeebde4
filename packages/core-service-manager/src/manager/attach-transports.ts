import { asCarusoError, CarusoError } from '../contract/index.js';
import type { CallOptions, Clock, Health, Logger, ServiceInfo } from '../contract/index.js';
import type { AttachedTransport, Transport, TransportSite } from '../transports/transport.js';

const AGAIN_MS = 5_000;

export interface Transports extends OtherProcesses {
  /** Up when all are; else what is wrong with each. */
  health(): Health;
  /** Lets calls from outside end up to `drainMs` milliseconds. */
  detach(drainMs: number): Promise<void>;
}

/** What is reached over the transports, process by process. */
export interface OtherProcesses {
  /** Rows of the directory of the other processes. */
  services(): readonly ServiceInfo[];
  /** Calls an operation in one of them. Rejects with `not-found` when no transport knows it. */
  callProcess(
    process: string,
    contractId: string,
    operation: string,
    input: unknown,
    options: CallOptions,
  ): Promise<unknown>;
}

/** Attaches each, again every five seconds while that fails: the components of this process never wait for it. */
export function attachTransports(
  transports: readonly Transport[],
  site: TransportSite,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Transports {
  const attached = new Map<Transport, AttachedTransport>();
  const troubles = new Map<Transport, string>();
  const attaching = new Set<Promise<void>>();
  const pauses = new Set<() => void>();
  let detached: Promise<void> | undefined;

  async function attach(transport: Transport): Promise<void> {
    try {
      attached.set(transport, await transport.attach(site));
      if (troubles.delete(transport)) log.info({ transport: transport.name }, `${transport.name} is attached`);
    } catch (thrown) {
      const { message } = asCarusoError(thrown);
      if (troubles.get(transport) !== message)
        log.error({ transport: transport.name, err: thrown }, `${transport.name}: ${message}`);
      troubles.set(transport, message);
      if (detached !== undefined) return;
      const cancel = clock.after(AGAIN_MS, () => {
        pauses.delete(cancel);
        begin(transport);
      });
      pauses.add(cancel);
    }
  }

  function begin(transport: Transport): void {
    const begun = attach(transport).finally(() => attaching.delete(begun));
    attaching.add(begun);
  }

  async function detachAll(drainMs: number): Promise<void> {
    for (const cancel of pauses) cancel();
    await Promise.all(attaching);
    const ends = [...attached].map(async ([{ name }, transport]) => {
      try {
        await transport.detach(drainMs);
      } catch (thrown) {
        log.error({ transport: name, err: thrown }, `${name} did not end properly`);
      }
    });
    await Promise.all(ends);
  }

  for (const transport of transports) begin(transport);
  return {
    services: () => [...attached.values()].flatMap((transport) => transport.services?.() ?? []),
    callProcess(process, ...call) {
      for (const transport of attached.values()) {
        const knows = transport.services?.().some((row) => row.process === process) === true;
        if (knows && transport.callProcess !== undefined) return transport.callProcess(process, ...call);
      }
      return Promise.reject(new CarusoError('not-found', `No process ${process} is known`, { process }));
    },
    health() {
      const reasons = transports.flatMap((transport) => {
        const health = attached.get(transport)?.health();
        if (health?.status === 'up') return [];
        const reason = health?.reason ?? troubles.get(transport) ?? 'is being attached';
        return [`${transport.name}: ${reason}`];
      });
      // What runs in this process goes on without the others.
      return reasons.length === 0 ? { status: 'up' } : { status: 'degraded', reason: reasons.join('; ') };
    },
    detach(drainMs) {
      detached ??= detachAll(drainMs);
      return detached;
    },
  };
}
