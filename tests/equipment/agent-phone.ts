import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loudness, readWav, shareOfPower, tone, wavFile } from './audio.js';
import { freeTcpPort } from './free-port.js';
import { startProcess } from './owned-process.js';
import { until } from './until.js';

/** Pitch of the agent's voice in Hz. */
export const agentPitch = 440;

const modules = '/usr/lib/baresip/modules';

/** An agent's SIP phone: baresip. It answers by itself, speaks a tone, and keeps what it hears. */
export interface AgentPhone {
  isRegistered(): boolean;
  /** Waits until baresip reports the established call. */
  answered(withinMs?: number): Promise<void>;
  hangUp(): Promise<void>;
  /** Calls established so far. */
  calls(): number;
  /** Loudness of all that the phone has heard in its last call, and how much of it is at a pitch. */
  heard(): Promise<{ readonly seconds: number; readonly loudness: number; shareAt(hertz: number): number }>;
  end(): Promise<void>;
}

/**
 * The WAV source repeats nothing, so it is long enough for a test. baresip's own filter `sndfile` writes what is decoded from the
 * network into a file, before the player (`aubridge`, with nobody at its other end) drops it.
 */
export async function startAgentPhone(options: {
  readonly sipPort: number;
  readonly extension: string;
  readonly password: string;
}): Promise<AgentPhone> {
  const folder = await mkdtemp(path.join(tmpdir(), 'caruso-phone-'));
  const control = await freeTcpPort();
  await writeFile(path.join(folder, 'voice.wav'), wavFile(tone(agentPitch, 120)));
  const { extension, password, sipPort } = options;
  const account = `<sip:${extension}@127.0.0.1:${sipPort}>;auth_user=${extension};auth_pass=${password};answermode=auto;regint=60`;
  const config = [
    'sip_listen 127.0.0.1:0',
    'audio_channels 1-1',
    `audio_source aufile,${path.join(folder, 'voice.wav')}`,
    'audio_player aubridge,nobody',
    'audio_alert aubridge,silence',
    'call_local_timeout 120',
    `module_path ${modules}`,
    'module g711.so',
    'module aufile.so',
    'module aubridge.so',
    'module sndfile.so',
    'module ctrl_tcp.so',
    'module_tmp account.so',
    'module_app menu.so',
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${control}`,
  ];
  await writeFile(path.join(folder, 'accounts'), `${account}\n`);
  await writeFile(path.join(folder, 'config'), `${config.join('\n')}\n`);
  const baresip = startProcess('baresip', ['-4', '-f', folder, '-t', '300']);
  const end = async (): Promise<void> => {
    await baresip.end('SIGTERM', 2000);
    await rm(folder, { recursive: true, force: true });
  };
  const calls = (): number => baresip.output().split('Call established').length - 1;
  try {
    await until(
      `the phone ${extension} to register`,
      () => {
        if (!baresip.isRunning()) throw new Error(`baresip ended:\n${baresip.output().slice(-2000)}`);
        return /200 (OK|.*) \(.*\) \[1 binding|registered successfully|1 binding/i.test(baresip.output());
      },
      { withinMs: 10_000 },
    );
  } catch (error) {
    const said = baresip.output().slice(-2000);
    await end();
    throw new Error(`${String(error)}\n${said}`, { cause: error });
  }
  return {
    isRegistered: () => baresip.isRunning(),
    async answered(withinMs = 20_000) {
      await until(`a call at the phone ${extension}`, () => calls() > 0, { withinMs });
    },
    async hangUp() {
      await command(control, 'hangup');
    },
    calls,
    async heard() {
      const dumps = (await readdir(folder)).filter((name) => name.startsWith('dump-') && name.endsWith('-dec.wav'));
      const last = dumps.toSorted().at(-1);
      const samples = last === undefined ? new Int16Array() : readWav(await readFile(path.join(folder, last)));
      return {
        seconds: samples.length / 8000,
        loudness: loudness(samples),
        // The last second: the conversation, not how it began.
        shareAt: (hertz) => shareOfPower(samples.subarray(-8000), hertz),
      };
    },
    end,
  };
}

/** baresip's ctrl_tcp: a JSON object in a netstring. */
async function command(port: number, name: string): Promise<void> {
  const json = JSON.stringify({ command: name, token: name });
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(3000, () => reject(new Error('baresip does not answer')));
      socket.once('error', reject);
      socket.once('data', () => resolve());
      socket.write(`${json.length}:${json},`);
    });
  } finally {
    socket.destroy();
  }
}
