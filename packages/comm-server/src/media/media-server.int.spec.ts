import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
// oxlint-disable-next-line import/default -- a CommonJS package: Node gives its exports as the default
import wavefile from 'wavefile';
import { locateProcessFile } from './client/process-file.js';
import type { MediaServer, MediaSession } from './index.js';
import { startMediaServer } from './index.js';
import type { G711Codec } from './rtp/g711.js';
import { FRAME_SAMPLES, decodeG711, encodeG711 } from './rtp/g711.js';
import { timestampDistance } from './rtp/serial-numbers.js';
import type { Telephone } from './telephone.fixture.js';
import { EVENT_PAYLOAD, openTelephone, shareOfPower, sine } from './telephone.fixture.js';

const logged: string[] = [];
const note = (fields: object, message = ''): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
const log = { info: note, warn: note, error: note };

let server: MediaServer;
let folder: string;
const telephones: Telephone[] = [];

beforeAll(async () => {
  server = await startMediaServer({ bindHost: '127.0.0.1', log }); // fails with a clear message when it is not built
  folder = await mkdtemp(join(tmpdir(), 'media-'));
});
afterEach(() => {
  for (const telephone of telephones.splice(0)) telephone.close();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function wav(name: string, samples: Int16Array): Promise<string> {
  const wave = new wavefile.WaveFile();
  wave.fromScratch(1, 8000, '16', samples);
  const path = join(folder, name);
  await writeFile(path, wave.toBuffer());
  return path;
}

async function leg(codec: G711Codec, on: MediaServer = server): Promise<{ phone: Telephone; session: MediaSession }> {
  const phone = await openTelephone(codec);
  telephones.push(phone);
  const session = await on.openSession();
  await session.setRemote({ host: '127.0.0.1', port: phone.port, codec, telephoneEventPayload: EVENT_PAYLOAD });
  return { phone, session };
}

function expectContinuous(phone: Telephone): void {
  const [first, ...others] = phone.received;
  for (const [index, packet] of others.entries()) {
    expect((packet.sequence - (first?.sequence ?? 0)) & 0xffff).toBe(index + 1);
    expect(packet.ssrc).toBe(first?.ssrc);
  }
}

describe('playing', () => {
  it.each<G711Codec>(['PCMU', 'PCMA'])('sends the files as %s frames in order and on the clock', async (codec) => {
    const { phone, session } = await leg(codec);
    const one = sine(440, 15 * FRAME_SAMPLES);
    const two = sine(700, 10 * FRAME_SAMPLES);
    const files = [await wav('one.wav', one), await wav('two.wav', two)];
    expect(await session.play(files)).toBe('played');
    await phone.until(({ length }) => length >= 25);
    expectContinuous(phone);
    const start = phone.received[0]?.timestamp ?? 0;
    // A stalled machine skips steps: the timestamps then show the gap, but stay on the 20 ms grid and grow.
    const steps = phone.received.map(({ timestamp }) => timestampDistance(timestamp, start) / FRAME_SAMPLES);
    expect(steps.every((step, index) => Number.isInteger(step) && step >= index)).toBe(true);
    expect(phone.received.map(({ marker }) => marker).filter(Boolean).length).toBeGreaterThanOrEqual(1);
    const expected = decodeG711(codec, encodeG711(codec, Int16Array.of(...one, ...two)));
    expect([...phone.heard()]).toEqual([...expected]);
    expect(await session.statistics()).toMatchObject({ sent: 25 });
    await session.close();
  });

  it('loops until it is stopped, and a new play takes the place of the old', async () => {
    const { phone, session } = await leg('PCMU');
    const music = session.play([await wav('music.wav', sine(440, 2 * FRAME_SAMPLES))], { loop: true });
    await phone.until(({ length }) => length >= 10);
    const second = session.play([await wav('again.wav', sine(440, 200 * FRAME_SAMPLES))]);
    expect(await music).toBe('stopped');
    await phone.until(({ length }) => length >= 20);
    await session.stop();
    expect(await second).toBe('stopped');
    await session.close();
  });

  it('of a file that cannot be played is refused with its name, and the session goes on', async () => {
    const { phone, session } = await leg('PCMU');
    await expect(session.play([join(folder, 'nowhere.wav')])).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nowhere.wav'),
    });
    expect(await session.play([await wav('fine.wav', sine(440, FRAME_SAMPLES))])).toBe('played');
    await phone.until(({ length }) => length === 1);
    await session.close();
  });

  it('sends nothing to a party on hold, and ends all the same', async () => {
    const { phone, session } = await leg('PCMU');
    await session.setRemote({ host: '127.0.0.1', port: phone.port, codec: 'PCMU', direction: 'inactive' });
    expect(await session.play([await wav('unheard.wav', sine(440, 5 * FRAME_SAMPLES))])).toBe('played');
    expect(await session.statistics()).toMatchObject({ sent: 0 });
    await session.close();
  });
});

describe('digits', () => {
  it('come up once each, in order', async () => {
    const { phone, session } = await leg('PCMU');
    const heard: string[] = [];
    const all = new Promise<void>((resolve) => {
      session.onDigit((digit) => void (heard.push(digit) === 7 && resolve()));
    });
    await phone.dial(session.port, ['1', '2', '2', '0', '#', '*', 'D']);
    await all;
    await sleep(300); // longer than the detector waits for stragglers
    expect(heard.join('')).toBe('1220#*D');
    await session.close();
  });

  it('sent by one session are heard by another', async () => {
    const { session: one } = await leg('PCMU');
    const { session: other } = await leg('PCMA');
    await one.setRemote({ host: '127.0.0.1', port: other.port, codec: 'PCMU', telephoneEventPayload: EVENT_PAYLOAD });
    await other.setRemote({ host: '127.0.0.1', port: one.port, codec: 'PCMU', telephoneEventPayload: EVENT_PAYLOAD });
    const heard: [string, number][] = [];
    const all = new Promise<void>((resolve) => {
      other.onDigit((digit, durationMs) => void (heard.push([digit, durationMs]) === 3 && resolve()));
    });
    await one.sendDigits('4*4', { durationMs: 80 });
    await all;
    expect(heard).toEqual([
      ['4', 80],
      ['*', 80],
      ['4', 80],
    ]);
    await Promise.all([one.close(), other.close()]);
  });

  it('cannot be sent to a party that takes none', async () => {
    const { phone, session } = await leg('PCMU');
    await session.setRemote({ host: '127.0.0.1', port: phone.port, codec: 'PCMU' });
    await expect(session.sendDigits('1')).rejects.toMatchObject({ code: 'conflict' });
    await expect(session.sendDigits('x')).rejects.toMatchObject({ code: 'invalid' });
    await session.close();
  });
});

describe('a bridge', () => {
  it('carries audio both ways between the laws, and digits, until it ends', async () => {
    const caller = await leg('PCMU');
    const agent = await leg('PCMA');
    await caller.session.bridge(agent.session);
    await Promise.all([caller.phone.tone(caller.session.port, 440, 25), agent.phone.tone(agent.session.port, 700, 25)]);
    await caller.phone.until(({ length }) => length >= 25);
    await agent.phone.until(({ length }) => length >= 25);
    expectContinuous(agent.phone);
    expect(agent.phone.received.every(({ payloadType }) => payloadType === 8)).toBe(true);
    expect(agent.phone.received[0]?.ssrc).not.toBe(77);
    expect(shareOfPower(agent.phone.heard(), 440)).toBeGreaterThan(0.95);
    expect(shareOfPower(caller.phone.heard(), 700)).toBeGreaterThan(0.95);
    expect(shareOfPower(caller.phone.heard(), 440)).toBeLessThan(0.05);

    await caller.phone.dial(caller.session.port, ['7']);
    await agent.phone.until((packets) => packets.some(({ payloadType }) => payloadType === EVENT_PAYLOAD));

    await agent.session.unbridge();
    const before = agent.phone.received.length;
    await caller.phone.tone(caller.session.port, 440, 5);
    const { received } = await caller.session.statistics();
    expect(received).toBeGreaterThanOrEqual(30);
    expect(agent.phone.received.length).toBe(before);
    await Promise.all([caller.session.close(), agent.session.close()]);
  });
});

describe('a flood from another source', () => {
  it('does not disturb the call and is reported once', async () => {
    const caller = await leg('PCMU');
    const agent = await leg('PCMU');
    const flooder = await openTelephone('PCMU');
    telephones.push(flooder);
    let floods = 0;
    caller.session.onFlood(() => (floods += 1));
    await caller.session.bridge(agent.session);
    await caller.phone.tone(caller.session.port, 440, 2);
    let flooding = true;
    const flood = (async () => {
      while (flooding) {
        for (let index = 0; index < 20; index += 1) flooder.send(caller.session.port, new Uint8Array(172).fill(0x80));
        await sleep(10);
      }
    })();
    await caller.phone.tone(caller.session.port, 440, 50);
    flooding = false;
    await flood;
    await agent.phone.until(({ length }) => length >= 52);
    const duringFlood = agent.phone.heard().subarray(2 * FRAME_SAMPLES);
    expect(shareOfPower(duringFlood, 440)).toBeGreaterThan(0.95);
    expectContinuous(agent.phone);
    const { received, lost, dropped } = await caller.session.statistics();
    expect({ received, lost, floods }).toEqual({ received: 52, lost: 0, floods: 1 });
    expect(dropped.foreign).toBeGreaterThan(100);
    await Promise.all([caller.session.close(), agent.session.close()]);
  });
});

describe('a session', () => {
  it('reports a party that falls silent', async () => {
    const phone = await openTelephone('PCMU');
    telephones.push(phone);
    const session = await server.openSession({ timeoutSeconds: 0.2 });
    const silent = new Promise<void>((resolve) => session.onTimeout(resolve));
    await session.setRemote({ host: '127.0.0.1', port: phone.port, codec: 'PCMU' });
    await expect(silent).resolves.toBeUndefined();
    await session.close();
  });

  it('that is closed says so, and frees its port', async () => {
    const port = 28_000 + (process.pid % 1000) * 2; // below the ports that systems give out themselves
    const narrow = await startMediaServer({ bindHost: '127.0.0.1', portRange: { from: port, to: port + 1 }, log });
    const session = await narrow.openSession();
    expect(session.port).toBe(port);
    await expect(narrow.openSession()).rejects.toMatchObject({ code: 'unavailable' });
    await session.close();
    await session.close();
    await expect(session.play([])).rejects.toMatchObject({ code: 'conflict' });
    expect((await narrow.openSession()).port).toBe(port);
    await narrow.close();
  });
});

describe('the media process', () => {
  it('tells its memory', async () => {
    expect(await server.residentMemory()).toBeGreaterThan(10_000_000);
  });

  it('that dies is reported to every session and started again', async () => {
    const mortal = await startMediaServer({ bindHost: '127.0.0.1', log });
    const { session, phone } = await leg('PCMU', mortal);
    const lost = new Promise<void>((resolve) => session.onLost(resolve));
    const restarted = new Promise<void>((resolve) => mortal.onRestart(resolve));
    const music = session.play([await wav('endless.wav', sine(440, FRAME_SAMPLES))], { loop: true });
    await phone.until(({ length }) => length >= 3);
    const pid = mortal.pid();
    if (pid === undefined) throw new Error('no media process');
    process.kill(pid, 'SIGKILL');
    await lost;
    expect(await music).toBe('stopped');
    await expect(session.stop()).rejects.toMatchObject({ code: 'conflict' });
    await restarted;
    expect(mortal.pid()).not.toBe(pid);
    const after = await leg('PCMU', mortal);
    expect(await after.session.play([await wav('after.wav', sine(440, FRAME_SAMPLES))])).toBe('played');
    await mortal.close();
    expect(mortal.pid()).toBeUndefined();
    await expect(mortal.openSession()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is gone when its parent was killed', async () => {
    const parentCode = `
      const child = require('node:child_process').fork(${JSON.stringify(locateProcessFile())});
      child.once('message', () => process.stdout.write(String(child.pid)));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', parentCode], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const orphan = Number(output.toString());
    expect(isRunning(orphan)).toBe(true);
    parent.kill('SIGKILL');
    while (isRunning(orphan)) await sleep(20);
    expect(isRunning(orphan)).toBe(false);
  });

  it('that is not built is refused with a clear message', async () => {
    const starting = startMediaServer({ bindHost: '127.0.0.1', log, processFile: join(folder, 'missing.js') });
    await expect(starting).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('missing.js'),
    });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
