import type { RemoteAddress } from '../transport/remote-address.js';

/**
 * Why a call ended: `bye` one side hung up; `cancelled` the caller gave up before the answer; `timeout` nobody
 * answered the INVITE, or the ACK never came; `error` the answer could not be used.
 */
export type EndReason = 'bye' | 'cancelled' | 'timeout' | 'error';
export type EndedBy = 'local' | 'remote';

/** The body of an INFO request, such as `application/dtmf-relay` (`Signal=5`). */
export interface CallInfo {
  /** Lower case, without parameters. */
  readonly contentType: string;
  readonly body: string;
}

/** What both kinds of call have. A listener that throws is reported by the endpoint's `onError`. */
export interface Call {
  /** Call-ID */
  readonly id: string;
  /** Where the peer's first message came from, or ours went to. */
  readonly remote: RemoteAddress;
  /** Hangs up; of no effect on a call that has ended. */
  bye(): void;
  /** Once, for every end but `reject` and `failed`. Who listens late is told at once. */
  onEnded(listener: (why: EndReason, by: EndedBy) => void): void;
  /** application/dtmf-relay or application/dtmf */
  onInfo(listener: (info: CallInfo) => void): void;
  /**
   * The peer's re-INVITE, such as a hold: gets the offer, returns the answer, or null to refuse (488; the
   * session goes on unchanged). Without a listener the last local SDP is repeated.
   */
  onReinvite(listener: (offer: string) => string | null): void;
}

export interface IncomingCall extends Call {
  readonly from: { readonly user: string; readonly displayName: string | null; readonly uri: string };
  /** Of the request URI: whom the call is for, also when it was forwarded. */
  readonly to: { readonly user: string; readonly uri: string };
  /** Long names, lower case; repeated fields joined by `, `. Via, From, To, Call-ID and CSeq are not among them. */
  readonly headers: ReadonlyMap<string, string>;
  /** Null when the caller leaves the offer to us: then the SDP of `answer` is the offer. */
  readonly remoteSdp: string | null;
  /** 180, repeated every minute until the call is answered or rejected. */
  ring(): void;
  /** 200, repeated until the ACK comes. Of no effect when the call is over already. */
  answer(sdp: string): void;
  /** @param status 300..699, else a RangeError; @param reason the standard phrase when absent */
  reject(status: number, reason?: string): void;
  /**
   * The peer has acknowledged an answer of ours, also that of a re-INVITE. `remoteSdp` is its answer when the
   * offer was ours, else null.
   */
  onAcked(listener: (remoteSdp: string | null) => void): void;
}

export interface OutgoingCall extends Call {
  /** 180 or 183, with early media's SDP if there is any. May come more than once. */
  onRinging(listener: (status: number, earlySdp: string | null) => void): void;
  /** Once. */
  onAnswered(listener: (remoteSdp: string) => void): void;
  /**
   * Once, if the call is never answered: the peer's status and phrase; 408 when nothing came or the ring
   * timeout ended, 487 after `cancel`, 503 when nothing could be sent.
   */
  onFailed(listener: (status: number, reason: string) => void): void;
  /** Gives up an unanswered call; hangs up one that crosses with the answer. `onFailed` is told at once. */
  cancel(): void;
}
