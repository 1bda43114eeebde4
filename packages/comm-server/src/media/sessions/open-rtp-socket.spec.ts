import type { Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { openRtpSocket } from './open-rtp-socket.js';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

const opened = async (range?: { from: number; to: number }, random = 0): Promise<number> => {
  const socket = await openRtpSocket('127.0.0.1', range, () => random);
  open.push(socket);
  return socket.address().port;
};

describe('an RTP socket', () => {
  it('takes the even ports of its range, one after the other, until none is left', async () => {
    const from = 20_001 + (process.pid % 1000) * 8; // below the ports that systems give out themselves
    const range = { from, to: from + 6 };
    const ports = [await opened(range, 0.99), await opened(range), await opened(range)];
    expect(new Set(ports).size).toBe(3);
    expect(ports.every((port) => port % 2 === 0 && port > from && port < from + 7)).toBe(true);
    await expect(opened(range)).rejects.toThrow(`${range.from}–${range.to}`);
  });

  it('says which address it cannot have', async () => {
    await expect(openRtpSocket('203.0.113.5', undefined, Math.random)).rejects.toThrow('203.0.113.5');
  });
});
