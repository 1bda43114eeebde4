import type { G711Codec } from '../rtp/g711.js';

/** Seen from the side that states it (RFC 4566 6): `sendonly` in an offer means the offerer sends. */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** Our side of a session description. */
export interface LocalMedia {
  /** The IP address the other side shall send to. */
  readonly host: string;
  readonly port: number;
  /** The numeric session id of the o= line, kept for the whole call. */
  readonly sessionId: number;
  /** Grows by one with each description that differs from the one before (RFC 3264 8). */
  readonly sessionVersion: number;
  /** Preferred first; default PCMU, PCMA. */
  readonly codecs?: readonly G711Codec[];
  /** What we want to do; default `sendrecv`. `sendonly` or `inactive` puts the other side on hold. */
  readonly direction?: MediaDirection;
}

/** What was agreed, seen from us: all that a media session must know about the other side. */
export interface RemoteMedia {
  /** An IP address or host name; 0.0.0.0 when the other side holds the old way (then we never send). */
  readonly host: string;
  readonly port: number;
  readonly codec: G711Codec;
  /** The codec's RTP payload type, 0 or 8 unless the other side mapped it elsewhere. */
  readonly payload: number;
  /** Absent: the other side takes no telephone events, so no DTMF by RFC 4733. */
  readonly telephoneEventPayload?: number;
  /** What we do now: `recvonly` and `inactive` mean we are on hold. */
  readonly direction: MediaDirection;
}

export type RejectionReason =
  | 'malformed' // not a session description
  | 'no-audio' // no audio line, or only refused ones (port 0)
  | 'unsupported-transport' // audio, but not as plain RTP/AVP (SRTP, WebRTC)
  | 'no-common-codec'; // neither PCMU nor PCMA that we take

export interface Rejection {
  readonly outcome: 'rejected';
  readonly reason: RejectionReason;
}

/** The telephone-event payload type we offer: the customary one. */
export const OFFERED_TELEPHONE_EVENT_PAYLOAD = 101;
