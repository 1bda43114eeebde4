import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** UDP ports of which the even ones carry RTP (RFC 3550 11); inclusive. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** No socket can be had there. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * Opens a UDP socket on an even port of `range`, begun at a random place so that a port is not used again at once, or on
 * any free port without a range. `random` gives 0 to below 1. Throws a PortError when none is free or the address is not ours.
 */
export async function openRtpSocket(
  bindHost: string,
  range: PortRange | undefined,
  random: () => number,
): Promise<Socket> {
  if (range === undefined) return await bindAnywhere(bindHost);
  const first = range.from + (range.from % 2);
  const count = Math.max(0, Math.floor((range.to - first) / 2) + 1);
  const start = Math.floor(random() * count);
  for (let index = 0; index < count; index += 1) {
    const socket = await bindIfFree(bindHost, first + ((start + index) % count) * 2);
    if (socket !== undefined) return socket;
  }
  throw new PortError(
    `No even UDP port of ${range.from}–${range.to} is free on ${bindHost} for RTP; widen the port range.`,
  );
}

const ATTEMPTS = 10;

/**
 * Binds to a port that the system has just given out, by its number: a socket bound to "any port" loses its port when a
 * flood shield is lowered, since Linux gives back what connect(AF_UNSPEC) finds not bound by name.
 */
async function bindAnywhere(host: string): Promise<Socket> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const probe = await bind(host, 0);
    const { port } = probe.address();
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const socket = await bindIfFree(host, port);
    if (socket !== undefined) return socket;
  }
  throw new PortError(`No free UDP port was found on ${host} for RTP.`);
}

async function bindIfFree(host: string, port: number): Promise<Socket | undefined> {
  try {
    return await bind(host, port);
  } catch (error) {
    const taken = error instanceof PortError && isCode(error.cause, 'EADDRINUSE');
    if (taken) return undefined;
    throw error;
  }
}

async function bind(host: string, port: number): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  return await new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      socket.close();
      reject(new PortError(`RTP cannot use ${host}:${port}: ${cause.message}`, { cause }));
    };
    socket.once('error', fail);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
