import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const bin = path.join(import.meta.dirname, '../bin/caruso.js');
const example = path.join(import.meta.dirname, '../../../examples/utility-vertical');
const empty = mkdtempSync(path.join(tmpdir(), 'caruso-cli-'));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function caruso(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('the command line', () => {
  it.each([
    [['frobnicate'], /unknown command/],
    [['check', '--jsn'], /Did you mean --json/],
    [['report'], /missing required argument/],
    [['run', example, '--port', '99999'], /no port/],
    [['run', example, '--port', ''], /no port/],
    [['run', example, '--sip-port', '1e3'], /no port/],
  ])('%j is wrong use: 2', async (args, words) => {
    const { code, err } = await caruso(args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(words) });
  });

  it.each([
    [['run', empty], /holds no application/],
    [['run', example, '--data', path.join(example, 'app.yaml')], /cannot be the data folder: EEXIST/],
    [['check', empty], /holds no application/],
    [['script', 'check', path.join(example, 'scripts/nothing.xml')], /There is no file/],
    [['script', 'check', path.join(example, 'app.yaml')], /no script of an application/],
    [['services', '--url', 'nonsense'], /no address/],
    [['report', 'incoming-calls', '--from', '5'], /no time/],
    [['report', 'incoming-calls', '--from', '1/2/2026'], /no time/],
    [['report', 'incoming-calls', '--format', 'xml'], /no format/],
  ])('%j is wrong input: 1, in one line', async (args, words) => {
    const { code, err } = await caruso(args, { CARUSO_TOKEN: 'token' });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(words) });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a token that cannot be one is named, not the network', async () => {
    const { code, err } = await caruso(['services', '--url', 'http://127.0.0.1:1'], { CARUSO_TOKEN: 'a\nb' });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/CARUSO_TOKEN/) });
  });

  it.each([
    [['services', '--dir', example, '--data', path.join(empty, 'none')]],
    [['services', '--url', 'http://127.0.0.1:1']],
    [['report', 'incoming-calls', '--dir', example, '--data', path.join(empty, 'none')]],
  ])('%j finds nothing that answers: 3', async (args) => {
    expect(await caruso(args, { CARUSO_TOKEN: 'token' })).toMatchObject({ code: 3, out: '' });
  });

  it('a broken run file, or one of a process that is long gone, is no running application', async () => {
    for (const content of [
      '{',
      JSON.stringify({ url: 'http://127.0.0.1:1', pid: process.pid, token: 't', startedAt: '' }),
    ]) {
      writeFileSync(path.join(empty, 'run.json'), content);
      const { code, err } = await caruso(['services', '--dir', example, '--data', empty]);
      expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/No application runs/) });
    }
  });

  it('script check of a right script finds nothing, for a program too', async () => {
    expect(await caruso(['script', 'check', path.join(example, 'scripts/welcome.xml'), '--json'])).toMatchObject({
      code: 0,
      out: '[]\n',
    });
  });
});
