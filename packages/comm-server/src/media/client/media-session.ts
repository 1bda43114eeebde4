import type { RemoteSide, SessionEvent } from '../protocol.js';
import type { Digit } from '../rtp/telephone-event.js';
import { isDigit } from '../rtp/telephone-event.js';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { PlayOutcome } from '../sessions/sending.js';
import type { SessionStatistics } from '../sessions/session.js';
import type { ChildLink } from './child-link.js';

export type Unsubscribe = () => void;

/** The media of one call leg, living in the media process. Every promise rejects with a CarusoError. */
export interface MediaSession {
  readonly id: string;
  /** What to put into our session description. */
  readonly host: string;
  readonly port: number;
  /** Tells where and how the other side takes media; again after each negotiation (hold, moved media). */
  readonly setRemote: (remote: RemoteSide) => Promise<void>;
  /**
   * Plays WAV files (8 kHz mono 16 bit) one after the other, in place of what plays now. Resolves at the end: `stopped` by
   * `stop`, another `play`, `close` or the loss of the media process. Rejects when a file cannot be played.
   */
  readonly play: (files: readonly string[], options?: { readonly loop?: boolean }) => Promise<PlayOutcome>;
  /** Barge-in: silence from the next 20 ms on. */
  readonly stop: () => Promise<void>;
  /** `durationMs`: how long the key was held. */
  readonly onDigit: (listener: (digit: Digit, durationMs: number) => void) => Unsubscribe;
  /** Nothing came from the other side for the session's time-out. */
  readonly onTimeout: (listener: () => void) => Unsubscribe;
  /** Too many packets on this port; they are dropped, the call goes on. Once per flood. */
  readonly onFlood: (listener: () => void) => Unsubscribe;
  /** The media process died: the session is gone, open a new one. */
  readonly onLost: (listener: () => void) => Unsubscribe;
  /** Audio and digits go both ways between this and `other` until `unbridge`, `close` or another `bridge` of either. */
  readonly bridge: (other: MediaSession) => Promise<void>;
  readonly unbridge: () => Promise<void>;
  /**
   * Sends keys 0–9 * # A–D as RFC 4733 events; resolves when the last is sent.
   * Times in ms, defaults 100 and 60; a key lasts 40 to 8000.
   */
  readonly sendDigits: (
    digits: string,
    options?: { readonly durationMs?: number; readonly pauseMs?: number },
  ) => Promise<void>;
  readonly statistics: () => Promise<SessionStatistics>;
  /** Frees the port. A second close does nothing. */
  readonly close: () => Promise<void>;
}

/** The parent's side of a session: the interface, and what the server tells it. */
export interface SessionHandle {
  readonly session: MediaSession;
  readonly take: (event: SessionEvent) => void;
  readonly lose: () => void;
}

export interface SessionHandleOptions {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly link: ChildLink;
  readonly closed: () => void;
  /** A listener threw: the session goes on. */
  readonly failed: (error: unknown) => void;
}

export function createSessionHandle(options: SessionHandleOptions): SessionHandle {
  const { id, link } = options;
  const digit = createListeners<[Digit, number]>(options.failed);
  const timeout = createListeners<[]>(options.failed);
  const flood = createListeners<[]>(options.failed);
  const lost = createListeners<[]>(options.failed);
  const plays = new Map<number, (outcome: PlayOutcome) => void>();
  let lastPlay = 0;
  let state: 'open' | 'closed' | 'lost' = 'open';

  const usable = (): void => {
    if (state !== 'open') throw new CarusoError('conflict', `The media session ${id} is ${state}.`);
  };
  const endPlays = (): void => {
    for (const end of plays.values()) end('stopped');
    plays.clear();
  };

  const session: MediaSession = {
    id,
    host: options.host,
    port: options.port,
    async setRemote(remote) {
      usable();
      await link.ask('setRemote', { session: id, remote });
    },
    async play(files, { loop = false } = {}) {
      usable();
      const play = (lastPlay += 1);
      const ended = new Promise<PlayOutcome>((resolve) => plays.set(play, resolve));
      try {
        await link.ask('play', { session: id, play, files, loop });
      } catch (error) {
        plays.delete(play);
        if (state === 'open') throw error;
        return 'stopped';
      }
      return await ended;
    },
    async stop() {
      usable();
      await link.ask('stop', { session: id });
    },
    onDigit: digit.add,
    onTimeout: timeout.add,
    onFlood: flood.add,
    onLost: lost.add,
    async bridge(other) {
      usable();
      await link.ask('bridge', { session: id, other: other.id });
    },
    async unbridge() {
      usable();
      await link.ask('unbridge', { session: id });
    },
    async sendDigits(text, { durationMs = 100, pauseMs = 60 } = {}) {
      usable();
      const digits = text.split('').filter(isDigit);
      if (digits.length !== text.length) throw new CarusoError('invalid', `"${text}" has a key that no telephone has.`);
      if (digits.length > 0) await link.ask('sendDigits', { session: id, digits, durationMs, pauseMs }, Infinity);
    },
    async statistics() {
      usable();
      return await link.ask('statistics', { session: id });
    },
    async close() {
      if (state !== 'open') return;
      state = 'closed';
      options.closed();
      endPlays();
      if (link.alive()) await link.ask('close', { session: id });
    },
  };

  return {
    session,
    take(event) {
      if (event.type === 'digit') digit.call(event.digit, event.durationMs);
      else if (event.type === 'flood') flood.call();
      else if (event.type === 'timeout') timeout.call();
      else {
        plays.get(event.play)?.(event.outcome);
        plays.delete(event.play);
      }
    },
    lose() {
      if (state !== 'open') return;
      state = 'lost';
      endPlays();
      lost.call();
    },
  };
}

export interface Listeners<Given extends readonly unknown[]> {
  readonly add: (listener: (...given: Given) => void) => Unsubscribe;
  readonly call: (...given: Given) => void;
}

export function createListeners<Given extends readonly unknown[]>(failed: (error: unknown) => void): Listeners<Given> {
  const listeners = new Set<(...given: Given) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call(...given) {
      for (const listener of listeners) {
        try {
          listener(...given);
        } catch (error) {
          failed(error);
        }
      }
    },
  };
}
