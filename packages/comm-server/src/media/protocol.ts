import type { G711Codec } from './rtp/g711.js';
import type { Digit } from './rtp/telephone-event.js';
import type { MediaDirection } from './sdp/session-terms.js';
import type { PortRange } from './sessions/open-rtp-socket.js';
import type { PlayOutcome } from './sessions/sending.js';
import type { SessionStatistics } from './sessions/session.js';

/** The other side of a session, as the session description negotiated it (`RemoteMedia` of sdp/ fits). */
export interface RemoteSide {
  /** IP address or host name. */
  readonly host: string;
  readonly port: number;
  readonly codec: G711Codec;
  /** The codec's RTP payload type; default the static one. */
  readonly payload?: number;
  readonly telephoneEventPayload?: number;
  /** What we do; default `sendrecv`. */
  readonly direction?: MediaDirection;
}

interface OfSession {
  readonly session: string;
}

/** What the parent may ask of the media process, and what it answers. */
export interface Commands {
  open: {
    arguments: OfSession & {
      readonly bindHost: string;
      readonly portRange?: PortRange;
      /** Seconds without RTP until a `timeout` event; 0 = never. */
      readonly timeoutSeconds: number;
    };
    result: { readonly port: number };
  };
  setRemote: {
    arguments: OfSession & { readonly remote: RemoteSide };
    result: Record<never, never>;
  };
  /** Answered when the prompts are read and play; the end comes as an event with the same `play`. */
  play: {
    arguments: OfSession & {
      readonly play: number;
      readonly files: readonly string[];
      readonly loop: boolean;
    };
    result: Record<never, never>;
  };
  stop: { arguments: OfSession; result: Record<never, never> };
  /** Answered when the last digit is sent. */
  sendDigits: {
    arguments: OfSession & {
      readonly digits: readonly Digit[];
      readonly durationMs: number;
      readonly pauseMs: number;
    };
    result: Record<never, never>;
  };
  bridge: { arguments: OfSession & { readonly other: string }; result: Record<never, never> };
  unbridge: { arguments: OfSession; result: Record<never, never> };
  statistics: { arguments: OfSession; result: SessionStatistics };
  close: { arguments: OfSession; result: Record<never, never> };
  /** Resident memory of the media process in bytes. */
  memory: {
    arguments: Record<never, never>;
    result: { readonly bytes: number; readonly sessions: number };
  };
}

export type CommandName = keyof Commands;

/** Parent → child. */
export type CommandMessage = {
  [Name in CommandName]: {
    readonly kind: 'command';
    readonly id: number;
    readonly name: Name;
    readonly arguments: Commands[Name]['arguments'];
  };
}[CommandName];

/** Why a command failed; the codes of `CarusoError`. */
export interface Failure {
  readonly code: 'invalid' | 'not-found' | 'conflict' | 'unavailable' | 'internal';
  readonly message: string;
}

/** Child → parent: the answer to one command. */
export type ReplyMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: Commands[CommandName]['result'] }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };

export type SessionEvent =
  | { readonly type: 'digit'; readonly digit: Digit; readonly durationMs: number }
  | { readonly type: 'ended'; readonly play: number; readonly outcome: PlayOutcome }
  | { readonly type: 'flood' }
  | { readonly type: 'timeout' };

/** Child → parent, unasked. `ready` comes once, when commands are taken. */
export type EventMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'event'; readonly session: string; readonly event: SessionEvent };

export type ChildMessage = ReplyMessage | EventMessage;
