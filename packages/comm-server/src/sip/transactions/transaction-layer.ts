import type { SipMessage, SipRequest, SipResponse } from '../messages/message.js';
import { serializeMessage } from '../messages/serialize-message.js';
import type { Clock } from '../time/clock.js';
import type { RemoteAddress } from '../transport/remote-address.js';
import { responseAddress, stampSource } from '../transport/response-route.js';
import { acknowledgementOf } from './acknowledgement.js';
import { type ClientMachine, startClientMachine } from './client-transaction.js';
import { createServerMachine, type ServerMachine } from './server-transaction.js';
import type { Timings } from './timings.js';
import { clientKey, serverKey } from './transaction-keys.js';

export interface ServerTransaction {
  /** With `received` and `rport` filled in. */
  readonly request: SipRequest;
  /** Where the datagram came from. */
  readonly source: RemoteAddress;
  respond(response: SipResponse): void;
}

export interface ClientTransaction {
  /** A response has come, so a CANCEL may be sent (RFC 3261 9.1). */
  isProceeding(): boolean;
  /** Forgets the transaction; later responses are strays. */
  terminate(): void;
}

export interface ClientHandlers {
  readonly onResponse: (response: SipResponse) => void;
  /** `timeout`: nobody answered; `unreachable`: the datagram could not be sent. */
  readonly onFailure: (why: 'timeout' | 'unreachable') => void;
}

export interface TransactionLayerSetup {
  readonly clock: Clock;
  readonly timings: Timings;
  /** Transactions kept at once; requests beyond it are dropped. A peer then sends again, a flood does not. */
  readonly capacity: number;
  readonly send: (datagram: Uint8Array, to: RemoteAddress, onFailure: () => void) => void;
  /** A new request, never an ACK. */
  readonly onRequest: (transaction: ServerTransaction) => void;
  /** The ACK of a 2xx: it belongs to a dialog, not to a transaction. */
  readonly onAck: (ack: SipRequest, source: RemoteAddress) => void;
  readonly count: (event: 'retransmitted' | 'absorbed' | 'stray' | 'dropped') => void;
}

export interface TransactionLayer {
  receive(message: SipMessage, source: RemoteAddress): void;
  request(request: SipRequest, to: RemoteAddress, handlers: ClientHandlers): ClientTransaction;
  /** The INVITE that a CANCEL means, if it is still known. */
  inviteOf(cancel: SipRequest): ServerTransaction | null;
  size(): number;
  close(): void;
}

interface ServerEntry {
  readonly transaction: ServerTransaction;
  readonly machine: ServerMachine;
}

const ignore = (): void => {};

/** Matches messages to transactions and keeps those (RFC 3261 17). */
export const createTransactionLayer = (setup: TransactionLayerSetup): TransactionLayer => {
  const { clock, timings, count } = setup;
  const servers = new Map<string, ServerEntry>();
  const clients = new Map<string, ClientMachine>();
  const openServer = (key: string, received: SipRequest, source: RemoteAddress): void => {
    if (servers.size >= setup.capacity) {
      count('dropped');
      return;
    }
    const request = stampSource(received, source);
    const to = responseAddress(request.vias[0], source);
    const machine = createServerMachine({
      isInvite: request.method === 'INVITE',
      clock,
      timings,
      send: (datagram, isRetransmission) => {
        if (isRetransmission) count('retransmitted');
        setup.send(datagram, to, ignore);
      },
      onTimeout: ignore,
      onTerminated: () => void servers.delete(key),
    });
    const transaction: ServerTransaction = {
      request,
      source,
      respond: (response) => machine.respond(response.status, serializeMessage(response)),
    };
    servers.set(key, { transaction, machine });
    setup.onRequest(transaction);
  };

  const receiveRequest = (request: SipRequest, source: RemoteAddress): void => {
    const key = serverKey(request);
    const known = servers.get(key);
    if (request.method === 'ACK') {
      const state = known?.machine.state();
      if (state === 'completed') known?.machine.receiveAck();
      else if (state === 'confirmed') count('absorbed');
      else setup.onAck(request, source);
    } else if (known === undefined) openServer(key, request, source);
    else {
      count('absorbed');
      known.machine.receiveAgain();
    }
  };

  const receiveResponse = (response: SipResponse): void => {
    // RFC 3261 8.1.3.3: a response with several Vias was not for us.
    const machine = response.vias.length === 1 ? clients.get(clientKey(response)) : undefined;
    if (machine === undefined) count('stray');
    else machine.receive(response);
  };

  return {
    receive: (message, source) =>
      message.kind === 'request' ? receiveRequest(message, source) : receiveResponse(message),
    request: (request, to, handlers) => {
      const key = clientKey(request);
      const datagram = serializeMessage(request);
      let failed = false;
      const machine = startClientMachine({
        isInvite: request.method === 'INVITE',
        clock,
        timings,
        sendRequest: (isRetransmission) => {
          if (isRetransmission) count('retransmitted');
          setup.send(datagram, to, () => {
            if (failed) return;
            failed = true;
            clients.get(key)?.terminate();
            handlers.onFailure('unreachable');
          });
        },
        sendAck: (response) => setup.send(serializeMessage(acknowledgementOf(request, response)), to, ignore),
        onResponse: handlers.onResponse,
        onTimeout: () => {
          if (!failed) handlers.onFailure('timeout');
        },
        onTerminated: () => void clients.delete(key),
      });
      clients.set(key, machine);
      return {
        isProceeding: () => machine.state() === 'proceeding',
        terminate: () => machine.terminate(),
      };
    },
    inviteOf: (cancel) => servers.get(serverKey(cancel, 'INVITE'))?.transaction ?? null,
    size: () => servers.size + clients.size,
    close: () => {
      for (const { machine } of servers.values()) machine.terminate();
      for (const machine of clients.values()) machine.terminate();
    },
  };
};
