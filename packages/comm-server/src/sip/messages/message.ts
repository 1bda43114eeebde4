/** A parameter after `;`. `value` is null for a bare name (`;lr`); quoted values keep their quotes. */
export interface Parameter {
  /** Lower case. */
  readonly name: string;
  readonly value: string | null;
}

export interface Via {
  /** Upper case: UDP, TCP, TLS, ... */
  readonly transport: string;
  /** IPv6 addresses without brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
}

/** `"Name" <uri>;parameters`, as in From, To, Contact, Route. */
export interface NameAddress {
  readonly displayName: string | null;
  /** As received, not normalised: peers compare it. */
  readonly uri: string;
  readonly parameters: readonly Parameter[];
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

export interface HeaderField {
  /** Long form, lower case. */
  readonly name: string;
  readonly value: string;
}

interface MessageParts {
  readonly vias: readonly [Via, ...Via[]];
  readonly from: NameAddress;
  readonly to: NameAddress;
  readonly callId: string;
  readonly cseq: CSeq;
  /** All header fields but Via, From, To, Call-ID, CSeq and Content-Length, in their order. */
  readonly headers: readonly HeaderField[];
  readonly body: string;
}

export interface SipRequest extends MessageParts {
  readonly kind: 'request';
  /** Case-sensitive (RFC 3261 7.1). */
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends MessageParts {
  readonly kind: 'response';
  /** 100..699 */
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;
