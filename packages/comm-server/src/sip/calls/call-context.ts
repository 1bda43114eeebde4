import type { DialogTable } from '../dialogs/dialog-table.js';
import type { ReportError } from '../listeners/listeners.js';
import type { HeaderField, Via } from '../messages/message.js';
import type { Clock } from '../time/clock.js';
import type { Timings } from '../transactions/timings.js';
import type { TransactionLayer } from '../transactions/transaction-layer.js';
import type { RemoteAddress } from '../transport/remote-address.js';

/** A call that `close` must end. */
export interface LiveCall {
  shutdown(): void;
}

/** What calls need from the endpoint that holds them. */
export interface CallContext {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly transactions: TransactionLayer;
  readonly dialogs: DialogTable;
  readonly calls: Set<LiveCall>;
  /** A new tag, Call-ID or the like. */
  readonly newToken: () => string;
  /** Our Via with a new branch. */
  readonly newVia: () => Via;
  /** Contact, Allow, Supported: what INVITEs and their answers say of us. */
  readonly ownHeaders: readonly HeaderField[];
  /** Our host as other parties may write it in a URI, with the port. */
  readonly ownHostPort: string;
  /** For an ACK of a 2xx, which belongs to no transaction. */
  readonly send: (datagram: Uint8Array, to: RemoteAddress) => void;
  readonly reportError: ReportError;
}
