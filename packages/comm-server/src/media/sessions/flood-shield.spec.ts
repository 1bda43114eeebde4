import type { Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createFloodShield } from './flood-shield.js';
import { openRtpSocket } from './open-rtp-socket.js';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

async function bound(): Promise<{ socket: Socket; port: number; heard: string[] }> {
  const socket = await openRtpSocket('127.0.0.1', undefined, Math.random);
  open.push(socket);
  const heard: string[] = [];
  socket.on('message', (datagram) => heard.push(datagram.toString()));
  return { socket, port: socket.address().port, heard };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

describe('a flood shield', () => {
  it('lets only one source through, and everyone again when it is lowered', async () => {
    const [ours, party, stranger] = [await bound(), await bound(), await bound()];
    const shield = createFloodShield(ours.socket);
    const source = { host: '127.0.0.1', port: party.port };
    shield.raise(source);
    shield.raise(source);
    await until(shield.isUp);
    stranger.socket.send('shut out', ours.port, '127.0.0.1');
    party.socket.send('first', ours.port, '127.0.0.1');
    await until(() => ours.heard.length > 0);
    ours.socket.send('answer');
    await until(() => party.heard.length > 0);

    shield.lowerUnless(source);
    expect(shield.isUp()).toBe(true);
    shield.lowerUnless({ host: '127.0.0.1', port: stranger.port });
    expect(shield.isUp()).toBe(false);
    stranger.socket.send('let in', ours.port, '127.0.0.1');
    await until(() => ours.heard.length > 1);
    expect(ours.heard).toEqual(['first', 'let in']);
  });

  it('lowered while it is being raised stays down', async () => {
    const [ours, party, stranger] = [await bound(), await bound(), await bound()];
    const shield = createFloodShield(ours.socket);
    shield.raise({ host: '127.0.0.1', port: party.port });
    shield.lowerUnless(undefined);
    await sleep(50);
    expect(shield.isUp()).toBe(false);
    stranger.socket.send('let in', ours.port, '127.0.0.1');
    await until(() => ours.heard.length > 0);
    expect(ours.heard).toEqual(['let in']);
  });
});
