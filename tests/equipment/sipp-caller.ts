import { createSocket } from 'node:dgram';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tone } from './audio.js';
import { freeUdpPort } from './free-port.js';
import { startProcess } from './owned-process.js';
import { rtpPcap } from './rtp-pcap.js';
import { openRtpTap } from './rtp-tap.js';
import type { RtpTap } from './rtp-tap.js';

/** Pitch of the customer's voice in Hz: far from the prompts' and from the agent's. */
export const callerPitch = 1000;

/** A customer at a telephone: sipp, and an ear of our own where its SDP says that it listens. */
export interface Caller {
  readonly ear: RtpTap;
  /** Presses keys; returns when they have been sent. */
  dial(digits: string): Promise<void>;
  /** Speaks (a tone of {@link callerPitch}) for about a minute. */
  speak(): Promise<void>;
  /** Hangs up and waits for the confirmation. */
  hangUp(): Promise<void>;
  /** Waits until the other side has hung up; fails when sipp found something against its scenario. */
  isHungUp(withinMs?: number): Promise<void>;
  /** Ends sipp whatever it does, without a BYE. */
  end(): Promise<void>;
}

export async function callBySipp(options: { readonly sipPort: number; readonly number: string }): Promise<Caller> {
  const folder = await mkdtemp(path.join(tmpdir(), 'caruso-caller-'));
  await copyFile(path.join(import.meta.dirname, 'scenarios', 'caller.xml'), path.join(folder, 'caller.xml'));
  await writeFile(path.join(folder, 'voice.pcap'), rtpPcap(tone(callerPitch, 60)));
  const { ear, echoPort } = await openEar();
  const localPort = await freeUdpPort();
  const callId = `caller-${localPort}-${process.pid}@127.0.0.1`;
  const parameters = ['-i', '127.0.0.1', '-p', `${localPort}`, '-mi', '127.0.0.1', '-mp', `${echoPort}`];
  const bounds = ['-m', '1', '-cid_str', callId, '-nostdin', '-timeout', '170s', '-timeout_error', '-trace_err'];
  const remote = `127.0.0.1:${options.sipPort}`;
  const sipp = startProcess('sipp', [remote, '-sf', 'caller.xml', '-s', options.number, ...parameters, ...bounds], {
    cwd: folder,
  });
  let sequence = 0;
  const tell = async (method: string, subject: string): Promise<void> => {
    if (!sipp.isRunning()) throw new Error(`The caller is not in a call any more.\n${await complaints(folder)}`);
    const lines = [
      `${method} sip:caller@127.0.0.1:${localPort} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKtest${(sequence += 1)}`,
      'From: <sip:test@127.0.0.1>;tag=test',
      'To: <sip:caller@127.0.0.1>',
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} ${method}`,
      `Subject: ${subject}`,
      'Content-Length: 0',
    ];
    await sendOnce(`${lines.join('\r\n')}\r\n\r\n`, localPort);
  };
  const gone = async (withinMs: number): Promise<void> => {
    const code = await Promise.race([sipp.ended, sleep(withinMs, 'late' as const)]);
    if (code === 'late') throw new Error(`The call was not over after ${withinMs / 1000} s.`);
    if (code !== 0) throw new Error(`sipp ended with ${code}.\n${await complaints(folder)}`);
  };
  return {
    ear,
    async dial(digits) {
      await tell('INFO', digits);
      // 400 ms of packets before the first digit, then each digit of 120 ms and its gap; measured with room to spare.
      await sleep(600 + digits.length * 320);
    },
    speak: () => tell('MESSAGE', 'speak'),
    async hangUp() {
      await tell('NOTIFY', 'hang up');
      await gone(5000);
    },
    isHungUp: (withinMs = 10_000) => gone(withinMs),
    async end() {
      await sipp.end('SIGKILL');
      await ear.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A free port four above two that sipp can bind for itself. */
async function openEar(): Promise<{ readonly ear: RtpTap; readonly echoPort: number }> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = await freeUdpPort();
    if (port % 2 === 1 || port < 1030) continue;
    try {
      const free = await Promise.all([openRtpTap(port - 4), openRtpTap(port - 2)]);
      await Promise.all(free.map((tap) => tap.close()));
      return { ear: await openRtpTap(port), echoPort: port - 4 };
    } catch {
      // Taken meanwhile by another program: try another one.
    }
  }
  throw new Error('No free UDP ports for the caller.');
}

async function sendOnce(message: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send(message, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
  );
  socket.close();
}

async function complaints(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('_errors.log'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.join('\n').slice(-3000);
}
