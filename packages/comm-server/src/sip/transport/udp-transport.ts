import { createSocket } from 'node:dgram';
import type { RemoteAddress } from './remote-address.js';

export interface UdpTransport {
  /** Where the socket is bound. */
  readonly local: RemoteAddress;
  /** Does not throw: a failure goes to `onFailure`, later than this returns. */
  send(datagram: Uint8Array, to: RemoteAddress, onFailure: (error: Error) => void): void;
  close(): Promise<void>;
}

export interface UdpTransportOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly onDatagram: (datagram: Uint8Array, from: RemoteAddress) => void;
  /** Errors of the socket after it is bound, and whatever `onDatagram` throws. */
  readonly onError: (error: unknown) => void;
}

// Room for bursts while the event loop is busy; the kernel may grant less (net.core.rmem_max).
const receiveBufferBytes = 2 * 1024 * 1024;

/** Binds a socket. Rejects when the address is taken or not ours. */
export const openUdpTransport = async (options: UdpTransportOptions): Promise<UdpTransport> => {
  const socket = createSocket({ type: options.host.includes(':') ? 'udp6' : 'udp4' });
  let closed = false;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(options.port, options.host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  socket.on('error', options.onError);
  try {
    socket.setRecvBufferSize(receiveBufferBytes);
  } catch {
    // The default size serves; only bursts suffer.
  }
  socket.on('message', (datagram, from) => {
    try {
      options.onDatagram(datagram, { host: from.address, port: from.port });
    } catch (error) {
      options.onError(error);
    }
  });
  const { address, port } = socket.address();
  return {
    local: { host: address, port },
    send: (datagram, to, onFailure) => {
      if (closed) {
        setImmediate(onFailure, new Error('the SIP socket is closed'));
        return;
      }
      try {
        socket.send(datagram, to.port, to.host, (error) => {
          if (error !== null) onFailure(error);
        });
      } catch (error) {
        setImmediate(onFailure, error instanceof Error ? error : new Error(String(error)));
      }
    },
    close: () =>
      closed
        ? Promise.resolve()
        : new Promise((resolve) => {
            closed = true;
            socket.close(() => resolve());
          }),
  };
};
