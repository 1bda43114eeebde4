import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sdp } from '../peer/tested-endpoint.js';
import { targetOfBinding } from '../registrar/binding.js';
import { digestHa1 } from '../registrar/digest.js';
import { openSipEndpoint, type SipEndpoint } from './endpoint.js';

// sipp is a Debian package (sip-tester). It exits with 99 for its version.
const hasSipp = spawnSync('sipp', ['-v']).error === undefined;
const scenario = (name: string): string => join(import.meta.dirname, '..', 'peer', 'scenarios', `${name}.xml`);

const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
};

describe.skipIf(!hasSipp)('with sipp', () => {
  let endpoint: SipEndpoint;
  let folder: string;
  const errors: unknown[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-sipp-'));
    endpoint = await openSipEndpoint({
      host: '127.0.0.1',
      port: 0,
      registrar: {
        realm: 'caruso.test',
        credentials: (username) =>
          Promise.resolve(username === 'anna' ? { ha1: digestHa1('anna', 'caruso.test', 'secret') } : null),
      },
      onError: (error) => void errors.push(error),
    });
  });
  afterEach(async () => {
    await endpoint.close();
    await rm(folder, { recursive: true });
    if (errors.length > 0) throw new AggregateError(errors, 'the endpoint reported errors');
  });

  /** Runs until all its calls are over; the exit code is 0 when each went by the scenario. */
  const sipp = (port: number, ...parameters: readonly string[]): Promise<number | null> => {
    const bounds = ['-nostdin', '-timeout', '15s', '-timeout_error', '-i', '127.0.0.1', '-p', String(port)];
    const remote = `127.0.0.1:${endpoint.address.port}`;
    const child = spawn('sipp', [remote, ...bounds, ...parameters], { cwd: folder, stdio: 'ignore', timeout: 20_000 });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
  };

  test('twenty callers are answered and hang up', async () => {
    const ended: string[] = [];
    endpoint.onIncomingCall((call) => {
      call.onEnded((why) => void ended.push(why));
      call.ring();
      call.answer(sdp('answer'));
    });
    expect(await sipp(await freePort(), '-sn', 'uac', '-m', '20', '-r', '20', '-d', '50')).toBe(0);
    expect(ended).toEqual(Array(20).fill('bye'));
    expect(endpoint.statistics()).toMatchObject({ calls: 0, malformed: 0, stray: 0 });
  });

  test('callers who give up while it rings', async () => {
    const ended: string[] = [];
    endpoint.onIncomingCall((call) => {
      call.onEnded((why) => void ended.push(why));
      call.ring();
    });
    expect(await sipp(await freePort(), '-sf', scenario('cancel'), '-m', '5', '-r', '10')).toBe(0);
    expect(ended).toEqual(Array(5).fill('cancelled'));
  });

  test('a phone registers with its password', async () => {
    const port = await freePort();
    expect(await sipp(port, '-sf', scenario('register'), '-m', '1', '-s', 'anna')).toBe(0);
    expect(endpoint.registrar.bindings('anna')).toMatchObject([
      { contact: `sip:anna@127.0.0.1:${port}`, source: { host: '127.0.0.1', port } },
    ]);
  });

  test('a stranger does not', async () => {
    expect(await sipp(await freePort(), '-sf', scenario('register'), '-m', '1', '-s', 'bruno')).toBe(1);
    expect(endpoint.statistics()).toMatchObject({ bindings: 0, authenticationFailures: 1 });
  });

  test('a registered phone is called, answers, and we hang up', async () => {
    const port = await freePort();
    await sipp(port, '-sf', scenario('register'), '-m', '1', '-s', 'anna');
    const [binding] = endpoint.registrar.bindings('anna');
    if (binding === undefined) throw new Error('not registered');
    // The socket of sipp may not be bound yet: the INVITE is repeated until it is.
    const phone = sipp(port, '-sn', 'uas', '-m', '1');
    const events: string[] = [];
    const call = endpoint.invite({
      target: targetOfBinding(binding),
      from: { user: 'line' },
      sdp: sdp('offer'),
      ringTimeoutMs: 10_000,
    });
    call.onRinging((status) => void events.push(`ringing ${status}`));
    call.onFailed((status, reason) => void events.push(`failed ${status} ${reason}`));
    call.onEnded((why, by) => void events.push(`ended ${why} ${by}`));
    call.onAnswered((remoteSdp) => {
      events.push(`answered ${remoteSdp.startsWith('v=0')}`);
      call.bye();
    });
    expect(await phone).toBe(0);
    expect(events).toEqual(['ringing 180', 'answered true', 'ended bye local']);
  });
});
