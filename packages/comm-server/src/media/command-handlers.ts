import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { CommandError } from './command-error.js';
import type { PromptCache } from './prompts/prompt-cache.js';
import type { CommandName, Commands, RemoteSide, SessionEvent } from './protocol.js';
import { STATIC_PAYLOAD } from './rtp/g711.js';
import { createOutgoingStream } from './rtp/outgoing-stream.js';
import { isNullAddress } from './sdp/direction.js';
import type { Address } from './sessions/address.js';
import { openRtpSocket } from './sessions/open-rtp-socket.js';
import type { Pacer } from './sessions/pacer.js';
import { createPlaylist } from './sessions/playlist.js';
import type { Session } from './sessions/session.js';
import { createSession } from './sessions/session.js';
import type { SessionTable } from './sessions/session-table.js';

export type CommandHandlers = {
  readonly [Name in CommandName]: (
    given: Commands[Name]['arguments'],
  ) => Promise<Commands[Name]['result']> | Commands[Name]['result'];
};

export interface HandlerOptions {
  readonly sessions: SessionTable;
  readonly prompts: PromptCache;
  readonly pacer: Pacer;
  readonly emit: (session: string, event: SessionEvent) => void;
  /** Monotonic ms. */
  readonly now: () => number;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Resident memory in bytes. */
  readonly memory: () => number;
}

/** What the media process does for each command. Failures are thrown; see `failureOf`. */
export function createCommandHandlers(options: HandlerOptions): CommandHandlers {
  const { sessions, prompts, pacer, emit, now, random } = options;
  const randomInteger = (bits: number): number => Math.floor(random() * 2 ** bits);

  const find = (id: string): Session => {
    const session = sessions.find(id);
    if (session === undefined) throw new CommandError('not-found', `There is no media session ${id}.`);
    return session;
  };

  return {
    async open({ session: id, bindHost, portRange, timeoutSeconds }) {
      const socket = await openRtpSocket(bindHost, portRange, random);
      const session = createSession({
        socket,
        pacer,
        stream: createOutgoingStream({
          ssrc: randomInteger(32),
          sequence: randomInteger(16),
          timestamp: randomInteger(32),
        }),
        timeoutSeconds,
        now,
        events: {
          digit: (digit) => emit(id, { type: 'digit', ...digit }),
          ended: (play, outcome) => emit(id, { type: 'ended', play, outcome }),
          flood: () => emit(id, { type: 'flood' }),
          timeout: () => emit(id, { type: 'timeout' }),
        },
      });
      sessions.add(id, session);
      return { port: session.port };
    },

    async setRemote({ session: id, remote }) {
      const session = find(id);
      const { codec, telephoneEventPayload, direction = 'sendrecv' } = remote;
      const events = telephoneEventPayload === undefined ? {} : { telephoneEventPayload };
      const format = { codec, payload: remote.payload ?? STATIC_PAYLOAD[codec], ...events };
      session.setRemote({ address: await addressOf(remote), format, direction });
      return {};
    },

    async play({ session: id, play, files, loop }) {
      const session = find(id);
      const codec = session.remote()?.format.codec;
      if (codec === undefined)
        throw new CommandError('conflict', 'Nothing can be played before the remote side is set.');
      session.sending.reserve(play);
      try {
        const audio = await Promise.all(files.map((file) => prompts.load(file, codec)));
        session.sending.start(play, createPlaylist(audio, loop), codec);
      } catch (error) {
        session.sending.stop();
        throw error;
      }
      return {};
    },

    stop({ session }) {
      find(session).sending.stop();
      return {};
    },

    sendDigits({ session: id, digits, durationMs, pauseMs }) {
      const { sending } = find(id);
      return new Promise((resolve, reject) => {
        if (sending.sendDigits(digits, durationMs, pauseMs, () => resolve({}))) return;
        reject(
          new CommandError(
            'conflict',
            'The other side takes no telephone events (RFC 4733), so no digits can be sent.',
          ),
        );
      });
    },

    bridge({ session, other }) {
      find(session);
      find(other);
      if (!sessions.bridge(session, other))
        throw new CommandError('invalid', 'A media session cannot be bridged to itself.');
      return {};
    },

    unbridge({ session }) {
      find(session);
      sessions.unbridge(session);
      return {};
    },

    statistics: ({ session }) => find(session).statistics(),

    close({ session }) {
      sessions.close(session);
      return {};
    },

    memory: () => ({ bytes: options.memory(), sessions: sessions.count() }),
  };
}

/** Resolved once, here: a name in the send path would be looked up for every packet. */
async function addressOf({ host, port }: RemoteSide): Promise<Address | undefined> {
  if (isNullAddress(host)) return undefined;
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new CommandError('invalid', `${port} is no UDP port.`);
  if (isIP(host) !== 0) return { host, port };
  try {
    const { address } = await lookup(host, { family: 4 });
    return { host: address, port };
  } catch {
    throw new CommandError('invalid', `The remote side's host ${host} cannot be found.`);
  }
}
