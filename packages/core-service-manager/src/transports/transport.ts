import type { InterruptibleOptions } from '../calls/call.js';
import type { CallOptions, Clock, Logger, ServiceInfo } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { ServiceRegistry } from '../registry/service-registry.js';

/**
 * A way in which processes of one application reach each other's services. It announces what its process provides and enters what
 * others provide into the registry as providers with `place.kind` `remote` (or `own-process`), whose members send the call.
 */
export interface Transport {
  /** For the reader: `nats`. */
  readonly name: string;
  /** Joins the others. Rejects with `unavailable` when that cannot be done now. */
  attach(site: TransportSite): Promise<AttachedTransport>;
}

/** What a transport gets from the process it stands in. */
export interface TransportSite {
  /** Name of the application: processes of different applications never see each other. */
  readonly application: string;
  /** Of this process; unlike any other's. */
  readonly process: string;
  readonly registry: ServiceRegistry;
  readonly clock: Clock;
  readonly log: Logger;
  newId(): string;
  /** Rows of the directory for what runs in this process or in children of it; told to the others. Default: none. */
  services?(): readonly ServiceInfo[];
  /**
   * Performs a call that came from outside on a provider of this process: input checked by its schema, deadline, cancellation, counting,
   * trace as for any call. Rejects with CarusoErrors only.
   */
  perform(provider: Provider, member: string, input: unknown, options: IncomingOptions): Promise<unknown>;
  /** The same for a stream. */
  open(provider: Provider, member: string, input: unknown, options: IncomingOptions): AsyncIterator<unknown>;
}

/** A call is cancelled by its `signal` or by what `begun` is given; a stream by its `signal`. */
export interface IncomingOptions extends InterruptibleOptions {
  /** W3C Trace Context header of the caller, `traceparent`. */
  readonly traceparent?: string;
}

export interface AttachedTransport {
  /** Rows of the directory of the other processes, as they were last told; `place` is `remote`. */
  services?(): readonly ServiceInfo[];
  /**
   * Calls an operation in one process, not at the best provider: how the service manager of one process reaches another's. Checked by
   * that process only. Rejects with `not-found` when no such process is known.
   */
  callProcess?(
    process: string,
    contractId: string,
    operation: string,
    input: unknown,
    options?: CallOptions,
  ): Promise<unknown>;
  /** Up, or what is wrong with the connection. */
  health(): { readonly status: 'up' } | { readonly status: 'degraded' | 'down'; readonly reason: string };
  /** Says good-bye, lets calls from outside end up to `drainMs` milliseconds, and leaves nothing open. */
  detach(drainMs: number): Promise<void>;
}
