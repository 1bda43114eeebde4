import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import type { LocalMedia, MediaSession } from '../../media/index.js';

const wildcards: readonly string[] = ['0.0.0.0', '::'];

/** The address of this machine that packets to `remote` leave from; undefined when there is no way there. */
async function addressTowards(remote: string): Promise<string | undefined> {
  const family = isIP(remote);
  if (family === 0) return undefined;
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  try {
    // Connecting a UDP socket sends nothing; it only asks the routing table.
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(9, remote, resolve);
    });
    return socket.address().address;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

let lastSessionId = 0;

export interface LocalSide {
  /** As configured, e.g. `0.0.0.0`. */
  readonly bindHost: string;
  readonly advertisedHost: string | undefined;
}

/** What a session description towards one phone says about us: its address is the one of the interface the phone is behind. */
export async function localMedia(session: MediaSession, side: LocalSide, remote: string): Promise<LocalMedia> {
  const routed =
    side.advertisedHost === undefined && wildcards.includes(side.bindHost) ? await addressTowards(remote) : undefined;
  lastSessionId += 1;
  return {
    host: side.advertisedHost ?? routed ?? session.host,
    port: session.port,
    sessionId: lastSessionId,
    sessionVersion: 1,
  };
}
