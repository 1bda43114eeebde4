import { randomBytes } from 'node:crypto';
import type { CallContext, LiveCall } from '../calls/call-context.js';
import type { IncomingCall, OutgoingCall } from '../calls/call.js';
import { type InviteOptions, startOutgoingCall } from '../calls/outgoing-call.js';
import { createDialogTable } from '../dialogs/dialog-table.js';
import { buildResponse } from '../messages/build-response.js';
import { serializeHostPort } from '../messages/host-port.js';
import { type ParseResult, parseMessage } from '../messages/parse-message.js';
import { serializeMessage } from '../messages/serialize-message.js';
import { createRegistrar, type RegistrarOptions, type SipRegistrar } from '../registrar/registrar.js';
import type { Clock } from '../time/clock.js';
import { createSystemClock } from '../time/system-clock.js';
import { branchCookie } from '../transactions/transaction-keys.js';
import { standardTimings, type Timings } from '../transactions/timings.js';
import { createTransactionLayer } from '../transactions/transaction-layer.js';
import type { RemoteAddress } from '../transport/remote-address.js';
import { responseAddress, stampSource } from '../transport/response-route.js';
import { openUdpTransport } from '../transport/udp-transport.js';
import { advertisedAddress } from './advertised-address.js';
import { limitReports } from './malformed-reports.js';
import { allowedMethods, createRequestRouter } from './request-router.js';
import { createStatistics, type SipStatistics } from './statistics.js';

export interface SipEndpointOptions {
  /** Address to bind, IPv4 or IPv6: `0.0.0.0` for all. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /**
   * The host that others are told (Contact, Via): needed behind a NAT or with several networks. By default the
   * bound address, or the first outer one of this machine when all are bound.
   */
  readonly advertisedHost?: string;
  /** Absent: REGISTER is answered 405. */
  readonly registrar?: RegistrarOptions;
  /** Sent as User-Agent and Server; `Caruso` by default. */
  readonly productName?: string;
  /** Calls at once, waiting ones included; more are refused with 503. 2000 by default. */
  readonly maxCalls?: number;
  /** Milliseconds after which a call that nobody answered or rejected gets 480; 180000 by default. */
  readonly unansweredMs?: number;
  /** What could not be read, at most once a second for each source host. */
  readonly onMalformed?: (reason: string, remote: RemoteAddress) => void;
  /** Socket errors, and what listeners and the credential look-up throw. */
  readonly onError?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly timings?: Timings;
  /** Unguessable and unique: tags, branches, Call-IDs. */
  readonly newToken?: () => string;
}

export interface SipEndpoint {
  /** As others are told. */
  readonly address: RemoteAddress;
  /** Several listeners all get each call; without one, calls are answered 480. */
  onIncomingCall(listener: (call: IncomingCall) => void): void;
  /** Calls someone; the events come later than this returns. */
  invite(options: InviteOptions): OutgoingCall;
  readonly registrar: SipRegistrar;
  statistics(): SipStatistics;
  /** Hangs up or refuses all calls, waits at most half a second for the peers, closes the socket. */
  close(): Promise<void>;
}

const transactionCapacity = 50_000;
const closingMs = 500;
const noRegistrar: SipRegistrar = { bindings: () => [], onChange: () => {} };

const isKeepAlive = (datagram: Uint8Array): boolean =>
  datagram.length <= 4 && datagram.every((byte) => byte === 13 || byte === 10 || byte === 0);

/** Opens a SIP user agent on UDP (RFC 3261). Rejects when the address cannot be bound. */
export const openSipEndpoint = async (options: SipEndpointOptions): Promise<SipEndpoint> => {
  const statistics = createStatistics();
  const reportError = (error: unknown): void => {
    statistics.count('errors');
    try {
      options.onError?.(error);
    } catch {
      // There is nobody left to tell.
    }
  };
  const clock = options.clock ?? createSystemClock(reportError);
  const timings = options.timings ?? standardTimings;
  const newToken = options.newToken ?? (() => randomBytes(9).toString('hex'));
  let closing: Promise<void> | null = null;
  const reportMalformed = limitReports(clock, options.onMalformed ?? (() => {}));
  const dialogs = createDialogTable();
  const calls = new Set<LiveCall>();
  const listeners: ((call: IncomingCall) => void)[] = [];

  const receiveMalformed = (result: ParseResult & { readonly ok: false }, from: RemoteAddress): void => {
    statistics.countMalformed(result.reason);
    reportMalformed(result.reason, from);
    if (result.answerable === null) return;
    const { status } = result.answerable;
    const request = stampSource(result.answerable.request, from);
    const reason = status === 400 ? `Bad Request: ${result.reason}` : undefined;
    const response = buildResponse(request, { status, toTag: newToken(), ...(reason === undefined ? {} : { reason }) });
    send(serializeMessage(response), responseAddress(request.vias[0], from), () => {});
  };
  const onDatagram = (datagram: Uint8Array, from: RemoteAddress): void => {
    if (isKeepAlive(datagram)) return statistics.count('keepAlives');
    statistics.count('received');
    const result = parseMessage(datagram);
    return result.ok ? transactions.receive(result.message, from) : receiveMalformed(result, from);
  };

  const transport = await openUdpTransport({
    host: options.host,
    port: options.port,
    onDatagram,
    onError: reportError,
  });
  const send = (datagram: Uint8Array, to: RemoteAddress, onFailure: () => void): void => {
    statistics.count('sent');
    transport.send(datagram, to, () => {
      statistics.count('sendFailures');
      onFailure();
    });
  };
  const address = advertisedAddress(transport.local, options.advertisedHost);
  const ownHostPort = serializeHostPort(address);

  const transactions = createTransactionLayer({
    clock,
    timings,
    capacity: transactionCapacity,
    send,
    onRequest: (transaction) => route(transaction),
    onAck: (ack) => dialogs.find(ack)?.receiveAck(ack),
    count: (event) => statistics.count(event === 'retransmitted' ? 'retransmissions' : event),
  });
  const context: CallContext = {
    clock,
    timings,
    transactions,
    dialogs,
    calls,
    newToken,
    newVia: () => ({
      transport: 'UDP',
      host: address.host,
      port: address.port,
      parameters: [
        { name: 'branch', value: `${branchCookie}${newToken()}` },
        { name: 'rport', value: null },
      ],
    }),
    ownHostPort,
    ownHeaders: [
      { name: 'contact', value: `<sip:${ownHostPort}>` },
      { name: 'allow', value: allowedMethods.join(', ') },
      { name: 'accept', value: 'application/sdp' },
      { name: 'user-agent', value: options.productName ?? 'Caruso' },
    ],
    send: (datagram, to) => send(datagram, to, () => {}),
    reportError,
  };
  const registrar =
    options.registrar === undefined
      ? null
      : createRegistrar({
          ...options.registrar,
          clock,
          newToken,
          reportError,
          onRefused: () => statistics.count('authenticationFailures'),
        });
  const offerCall = (call: IncomingCall): boolean => {
    if (closing !== null) return false;
    for (const listener of listeners) {
      try {
        listener(call);
      } catch (error) {
        reportError(error);
        call.reject(500);
      }
    }
    return listeners.length > 0;
  };
  const route = createRequestRouter({
    context,
    registrar,
    maxCalls: options.maxCalls ?? 2_000,
    unansweredMs: options.unansweredMs ?? 180_000,
    onIncomingCall: offerCall,
  });

  const close = async (): Promise<void> => {
    const open = [...calls];
    for (const call of open) call.shutdown();
    if (open.length > 0) await new Promise<void>((resolve) => setTimeout(resolve, closingMs));
    registrar?.close();
    transactions.close();
    await transport.close();
  };

  return {
    address,
    onIncomingCall: (listener) => void listeners.push(listener),
    invite: (invitation) => startOutgoingCall(context, invitation),
    registrar: registrar ?? noRegistrar,
    statistics: () =>
      statistics.read({ calls: calls.size, transactions: transactions.size(), bindings: registrar?.size() ?? 0 }),
    close: () => (closing ??= close()),
  };
};
