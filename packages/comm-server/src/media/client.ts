import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import { advertisedHostFor } from './client/advertised-host.js';
import type { ChildLink } from './client/child-link.js';
import { startChild } from './client/child-link.js';
import type { MediaSession, SessionHandle, Unsubscribe } from './client/media-session.js';
import { createListeners, createSessionHandle } from './client/media-session.js';
import { locateProcessFile } from './client/process-file.js';
import { restartDelay } from './client/restart-delay.js';
import type { PortRange } from './sessions/open-rtp-socket.js';

export interface MediaServerOptions {
  /** The local IP address that RTP sockets bind to. */
  readonly bindHost: string;
  /** Even ports of it carry RTP; absent: any free port. */
  readonly portRange?: PortRange;
  /** The address for session descriptions, for example of a NAT's outside; default: derived from `bindHost`. */
  readonly advertisedHost?: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The compiled media process; default: the one of this package. */
  readonly processFile?: string;
}

export interface OpenSessionOptions {
  /** Seconds without RTP from the other side until `onTimeout`; 0 (the default) = never. */
  readonly timeoutSeconds?: number;
}

/** The media of all calls, in a process of its own. */
export interface MediaServer {
  readonly advertisedHost: string;
  /** Process id of the media process; undefined while it is being started again. */
  readonly pid: () => number | undefined;
  /** Rejects with a CarusoError: `unavailable` when no port is free or the process is being started again. */
  readonly openSession: (options?: OpenSessionOptions) => Promise<MediaSession>;
  /** Resident memory of the media process in bytes. */
  readonly residentMemory: () => Promise<number>;
  /** The media process died and a new one is up; all sessions of before are lost. */
  readonly onRestart: (listener: () => void) => Unsubscribe;
  /** Ends the media process and waits for it. */
  readonly close: () => Promise<void>;
}

const END_GRACE_MS = 2000;
/** A process that lived so long was healthy: the next restart is quick again. */
const HEALTHY_MS = 30_000;

/** Starts the media process. Rejects with a CarusoError `unavailable` when it is not built or does not come up. */
export async function startMediaServer(options: MediaServerOptions): Promise<MediaServer> {
  const { log, bindHost, portRange } = options;
  const processFile = options.processFile ?? locateProcessFile();
  const advertisedHost = options.advertisedHost ?? advertisedHostFor(bindHost);
  const handles = new Map<string, SessionHandle>();
  const failed = (error: unknown): void => log.error({ error }, 'a listener of the media server failed');
  const restarted = createListeners<[]>(failed);
  let link: ChildLink | undefined;
  let state: 'running' | 'closing' = 'running';
  let retry: NodeJS.Timeout | undefined;
  let attempts = 0;
  let lastSession = 0;

  const start = async (): Promise<void> => {
    const startedAt = Date.now();
    link = await startChild({
      processFile,
      event: (session, event) => handles.get(session)?.take(event),
      wrote: (line) => log.warn({ line }, 'media process'),
      gone(how) {
        link = undefined;
        if (Date.now() - startedAt >= HEALTHY_MS) attempts = 0;
        if (state === 'running') log.error({ how, sessions: handles.size }, 'the media process died');
        const lost = [...handles.values()];
        handles.clear();
        for (const handle of lost) handle.lose();
        if (state === 'running') scheduleRestart();
      },
    });
  };

  const restart = async (): Promise<void> => {
    try {
      await start();
    } catch (error) {
      log.error({ error }, 'the media process cannot be started again');
      if (state === 'running') scheduleRestart();
      return;
    }
    if (state === 'closing') {
      await link?.end(END_GRACE_MS);
      return;
    }
    log.info({ pid: link?.pid }, 'the media process runs again');
    restarted.call();
  };

  const scheduleRestart = (): void => {
    retry = setTimeout(() => void restart(), restartDelay(attempts));
    attempts += 1;
  };

  const living = (): ChildLink => {
    if (link !== undefined) return link;
    const why = state === 'closing' ? 'is closed' : 'is being started again';
    throw new CarusoError('unavailable', `The media process ${why}.`);
  };

  await start();

  return {
    advertisedHost,
    pid: () => link?.pid,
    async openSession({ timeoutSeconds = 0 } = {}) {
      const child = living();
      const id = `m${(lastSession += 1)}`;
      const range = portRange === undefined ? {} : { portRange };
      const { port } = await child.ask('open', { session: id, bindHost, timeoutSeconds, ...range });
      const closed = (): void => void handles.delete(id);
      const handle = createSessionHandle({
        id,
        host: advertisedHost,
        port,
        link: child,
        closed,
        failed,
      });
      handles.set(id, handle);
      return handle.session;
    },
    async residentMemory() {
      return (await living().ask('memory', {})).bytes;
    },
    onRestart: restarted.add,
    async close() {
      state = 'closing';
      clearTimeout(retry);
      await link?.end(END_GRACE_MS);
    },
  };
}
