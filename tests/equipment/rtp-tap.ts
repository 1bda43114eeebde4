import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { decodeALaw, loudness } from './audio.js';
import { until } from './until.js';

/** Where the customer's ear is: a UDP socket that keeps the G.711 A-law it receives. */
export interface RtpTap {
  readonly port: number;
  /** RTP packets with audio so far. */
  packets(): number;
  /** Datagrams that were no RTP of the negotiated kind. */
  strange(): number;
  /** Where the audio comes from: the media port of the call. */
  source(): { readonly host: string; readonly port: number } | undefined;
  /** What was heard in the last `seconds`, decoded. */
  heard(seconds: number): Int16Array;
  /** Waits until sound (not only packets) comes. */
  hearsSound(withinMs?: number): Promise<void>;
  /** Waits until someone spoke and has then been silent for `ms`: a prompt is over. */
  hearsPause(ms?: number, withinMs?: number): Promise<void>;
  /** Forgets what was heard so far. */
  forget(): void;
  close(): Promise<void>;
}

/** Below this loudness it is silence: prompts of a synthesizer are above 1000, A-law's idle code is 8. */
const silence = 150;

export async function openRtpTap(port: number): Promise<RtpTap> {
  const socket = createSocket('udp4');
  await bind(socket, port);
  let frames: readonly { readonly at: number; readonly samples: Int16Array }[] = [];
  let count = 0;
  let strange = 0;
  let source: RemoteInfo | undefined;
  socket.on('message', (datagram, from) => {
    if (datagram.length <= 12 || (datagram[0] ?? 0) >> 6 !== 2 || ((datagram[1] ?? 0) & 0x7f) !== 8) {
      strange += 1;
      return;
    }
    count += 1;
    source = from;
    const samples = Int16Array.from(datagram.subarray(12), decodeALaw);
    frames = [...frames.slice(-1500), { at: performance.now(), samples }];
  });
  const since = (ms: number): Int16Array => {
    const from = performance.now() - ms;
    const recent = frames.filter(({ at }) => at >= from).map(({ samples }) => samples);
    return Int16Array.from(recent.flatMap((samples) => [...samples]));
  };
  const soundAt = (): number | undefined => frames.findLast(({ samples }) => loudness(samples) > silence)?.at;
  return {
    port,
    packets: () => count,
    strange: () => strange,
    source: () => (source === undefined ? undefined : { host: source.address, port: source.port }),
    heard: (seconds) => since(seconds * 1000),
    async hearsSound(withinMs = 10_000) {
      await until('sound at the caller', () => soundAt() !== undefined, { withinMs });
    },
    async hearsPause(ms = 900, withinMs = 20_000) {
      await until(
        'the end of a prompt at the caller',
        () => {
          const at = soundAt();
          return at !== undefined && performance.now() - at >= ms;
        },
        { withinMs },
      );
    },
    forget() {
      frames = [];
    },
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

function bind(socket: Socket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
