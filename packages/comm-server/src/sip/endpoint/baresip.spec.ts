import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncomingCall } from '../calls/call.js';
import { type Binding, targetOfBinding } from '../registrar/binding.js';
import { digestHa1 } from '../registrar/digest.js';
import { openSipEndpoint, type SipEndpoint } from './endpoint.js';

// Debian's package baresip
const modules = '/usr/lib/baresip/modules';
const hasBaresip = spawnSync('baresip', ['-h']).error === undefined && existsSync(modules);

const sdp = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
  '',
].join('\r\n');

describe.skipIf(!hasBaresip)('with baresip as the phone of an agent', () => {
  let endpoint: SipEndpoint;
  let folder: string;
  let phone: ChildProcess | null = null;

  /** It registers, and answers every call by itself. */
  const startPhone = async (...commands: readonly string[]): Promise<void> => {
    const account = `<sip:anna@127.0.0.1:${endpoint.address.port}>;auth_user=anna;auth_pass=secret;answermode=auto;regint=60`;
    const config = [
      'sip_listen 127.0.0.1:0',
      `module_path ${modules}`,
      'module g711.so',
      'module aubridge.so',
      'module_tmp account.so',
      'module_app menu.so',
      'audio_source aubridge,a',
      'audio_player aubridge,b',
      'audio_alert aubridge,c',
    ];
    await writeFile(join(folder, 'accounts'), `${account}\n`);
    await writeFile(join(folder, 'config'), `${config.join('\n')}\n`);
    const run = commands.flatMap((command) => ['-e', command]);
    phone = spawn('baresip', ['-4', '-f', folder, '-t', '15', ...run], { stdio: 'ignore' });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-baresip-'));
    endpoint = await openSipEndpoint({
      host: '127.0.0.1',
      port: 0,
      registrar: {
        realm: 'caruso.test',
        credentials: () => Promise.resolve({ ha1: digestHa1('anna', 'caruso.test', 'secret') }),
      },
    });
  });
  afterEach(async () => {
    const running = phone;
    phone = null;
    if (running !== null && running.exitCode === null) {
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
    }
    await endpoint.close();
    await rm(folder, { recursive: true });
  });

  test('it registers, is called, answers, and we hang up', { timeout: 15_000 }, async () => {
    const registered = new Promise<Binding>((resolve) => {
      endpoint.registrar.onChange((_user, bindings) => {
        if (bindings[0] !== undefined) resolve(bindings[0]);
      });
    });
    await startPhone();
    const binding = await registered;
    expect(binding).toMatchObject({ user: 'anna', userAgent: expect.stringContaining('baresip') });
    const call = endpoint.invite({
      target: targetOfBinding(binding),
      from: { user: 'line', displayName: 'Ana "A" Silva' },
      sdp,
      ringTimeoutMs: 10_000,
    });
    const answer = await new Promise<string>((resolve, reject) => {
      call.onAnswered(resolve);
      call.onFailed((status, reason) => reject(new Error(`${status} ${reason}`)));
    });
    expect(answer).toContain('m=audio');
    const ended = new Promise((resolve) => call.onEnded((why, by) => resolve([why, by])));
    call.bye();
    expect(await ended).toEqual(['bye', 'local']);
  });

  test('it calls us, hears the ringing, is answered and acknowledges', { timeout: 15_000 }, async () => {
    const incoming = new Promise<IncomingCall>((resolve) => endpoint.onIncomingCall(resolve));
    await startPhone(`/dial sip:queue@127.0.0.1:${endpoint.address.port}`);
    const call = await incoming;
    expect(call).toMatchObject({ from: { user: 'anna' }, to: { user: 'queue' } });
    call.ring();
    const acked = new Promise((resolve) => call.onAcked(resolve));
    call.answer(sdp);
    expect(await acked).toBeNull();
    call.bye();
  });
});
