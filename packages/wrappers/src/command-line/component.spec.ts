import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import type { ComponentSpecimen } from '@caruso/core-service-manager/conformance';
import type {
  CallContext,
  CarusoError,
  ComponentContext,
  Logger,
  RunningComponent,
} from '@caruso/core-service-manager/contract';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import commandLine from './component.js';
import { commandLineSettings } from './settings.js';

/** A program as an old billing system brings it. */
const BILLING = `#!/bin/sh
case "$1" in
  balance)
    case "$3" in
      C404) echo "reading..." >&2; echo "no customer $3" >&2; exit 2;;
      C403) echo "E17 ACCOUNT BLOCKED" >&2; exit 3;;
      C503) echo "database is down" >&2; exit 69;;
      C500) kill -SEGV $$;;
    esac
    printf '{"customer": "%s", "balance": "12.50", "internal": 1}' "$3";;
  hang) sleep 60 & echo $! > "$2"; wait;;
  stubborn) trap '' TERM; echo $$ > "$2"; while :; do sleep 1; done;;
  flood) yes;;
  told) env; cat;;
  leak) echo "token $BILLING_TOKEN is not known"; exit 3;;
  daemon) setsid sleep 20 & echo $! > "$2";;
esac
`;

const appDir = mkdtempSync(path.join(tmpdir(), 'caruso-command-line-'));
writeFileSync(path.join(appDir, 'billing'), BILLING);
chmodSync(path.join(appDir, 'billing'), 0o755);
writeFileSync(path.join(appDir, 'secrets.env'), 'BILLING_TOKEN=tok-123456\n', { mode: 0o600 });
afterAll(() => rmSync(appDir, { recursive: true }));

const program = './billing';
const settings = {
  contract: { id: 'legacy-billing', summary: 'Balances' },
  environment: { PATH: '/usr/bin:/bin', BILLING_TOKEN: '${BILLING_TOKEN}' },
  maxOutputBytes: 100_000,
  rate: { perSecond: 1_000 },
  operations: {
    balance: {
      input: { customer: 'text' },
      output: { customer: 'text', balance: 'decimal' },
      idempotent: true,
      program,
      args: ['balance', '--customer', '{customer}'],
      format: 'json',
      exitCodes: { 2: 'not-found', 3: 'refused', 69: 'not-there' },
    },
    sorted: { input: { text: 'text' }, output: ['text'], program: 'sort', stdin: '{text}', format: 'lines' },
    hang: { input: { file: 'text' }, output: 'text', program, args: ['hang', '{file}'] },
    stubborn: { input: { file: 'text' }, output: 'text', program, args: ['stubborn', '{file}'] },
    flood: { output: 'text', program, args: ['flood'] },
    leak: { output: 'text', program, args: ['leak'] },
    tell: { input: { text: 'text' }, output: 'text', program, args: ['tell', '{text}'] },
    daemon: { input: { file: 'text' }, output: 'text', program, args: ['daemon', '{file}'] },
    told: { input: { text: 'text' }, output: ['text'], program, args: ['told'], stdin: '{text}', format: 'lines' },
  },
} as const;

componentConformance({
  component: commandLine as ComponentSpecimen['component'],
  settings,
  appDir,
  calls: [
    {
      operation: 'balance',
      input: { customer: "O'Hara; rm -rf /" },
      answers: { customer: "O'Hara; rm -rf /", balance: '12.50' },
    },
    { operation: 'balance', input: { customer: 'C404' }, fails: 'not-found' },
    { operation: 'balance', input: { customer: '-rf' }, fails: 'invalid' },
    { operation: 'sorted', input: { text: 'b\na\n' }, answers: ['a', 'b'] },
  ],
  brokenSettings: [
    { settings: {}, names: 'contract' },
    {
      settings: { ...settings, operations: { lost: { output: 'text', program: './no-such-program' } } },
      names: 'no-such-program',
    },
    { settings: { ...settings, environment: { LANG: '${NO_SUCH_SECRET}' } }, names: 'NO_SUCH_SECRET' },
  ],
});

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
let running: RunningComponent | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function call(operation: string, input: unknown, access: object = {}, signal = new AbortController().signal) {
  await running?.stop();
  const context = {
    settings: commandLineSettings.parse({ ...settings, ...access }),
    name: 'billing',
    appDir,
    log: silent,
  };
  running = await commandLine.start(context as unknown as ComponentContext<typeof context.settings>);
  const run = running.provisions[0]?.implementation[operation] as (
    input: unknown,
    call: CallContext,
  ) => Promise<unknown>;
  return run(input, { principal: undefined, idempotencyKey: undefined, deadline: undefined, signal });
}

async function pidIn(file: string): Promise<number> {
  while (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') await sleep(5);
  return Number(readFileSync(file, 'utf8'));
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    // A process that ended and was not waited for yet still has its number.
    const stat = `/proc/${pid}/stat`;
    if (existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z')) return;
    await sleep(5);
  }
}

describe('a program', () => {
  it.each([
    ['C404', 'not-found', 'wrong-request', 2, 'no customer C404'],
    ['C403', 'refused', 'refused', 3, 'E17 ACCOUNT BLOCKED'],
    ['C503', 'unavailable', 'not-there', 69, 'database is down'],
  ])('that ends for %s tells by its exit status: %s', async (customer, code, kind, status, message) => {
    await expect(call('balance', { customer })).rejects.toMatchObject({
      code,
      message,
      details: { kind, legacy: { code: status, message: expect.stringContaining(message) } },
    });
  });

  it('that crashes is "refused" and names the signal', async () => {
    await expect(call('balance', { customer: 'C500' })).rejects.toMatchObject({
      code: 'refused',
      message: 'billing was ended by SIGSEGV',
    });
  });

  it('sees of the environment only what is listed, and its input', async () => {
    const lines = (await call('told', { text: 'to its input' })) as readonly string[];
    expect(lines).toContain('BILLING_TOKEN=tok-123456');
    expect(lines).toContain('to its input');
    expect(lines.filter((line) => /^(HOME|USER|NODE|VITEST)/.test(line))).toEqual([]);
  });

  it('that is not there any more when it is called is "not there"', async () => {
    const access = { traffic: { mode: 'replay', file: 'none' } };
    await expect(call('flood', {}, access)).rejects.toMatchObject({ code: 'invalid' });
    const folder = { folder: 'no-such-folder' };
    await expect(call('flood', {}, folder)).rejects.toMatchObject({
      code: 'unavailable',
      details: { kind: 'not-there' },
    });
  });

  it('that writes without end is ended', async () => {
    await expect(call('flood', {})).rejects.toMatchObject({
      code: 'refused',
      message: 'billing wrote more than 100000 bytes and was ended',
    });
  });

  it('that takes too long is ended with all that it has started', async () => {
    const file = path.join(appDir, 'hang.pid');
    await expect(call('hang', { file }, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'billing did not answer within 300 ms',
    });
    await gone(await pidIn(file));
  });

  it('that does not heed a request to end is ended all the same, when its caller gives up', async () => {
    const file = path.join(appDir, 'stubborn.pid');
    const caller = new AbortController();
    const calling = call('stubborn', { file }, {}, caller.signal);
    calling.catch(() => undefined);
    const pid = await pidIn(file);
    caller.abort();
    await expect(calling).rejects.toMatchObject({ code: 'cancelled' });
    await gone(pid);
  });

  it('is not outlived by its wrapper', async () => {
    const file = path.join(appDir, 'stop.pid');
    const calling = call('stubborn', { file });
    calling.catch(() => undefined);
    const pid = await pidIn(file);
    await running?.stop();
    await expect(calling).rejects.toMatchObject({ code: 'cancelled' });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('that answers with a secret of its environment does not get it into the error', async () => {
    const failed = await call('leak', {}).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ code: 'refused', message: 'token *** is not known' });
    const wrong = { operations: { told: { ...settings.operations.told, args: ['told'], format: 'json' } } };
    const unread: unknown = await call('told', { text: '' }, wrong).catch((thrown: unknown) => thrown);
    expect(unread).toMatchObject({ code: 'refused' });
    expect(JSON.stringify([failed, unread, (unread as CarusoError).details])).not.toContain('tok-123456');
  });

  it('cannot be given more than the machine takes as arguments', async () => {
    await expect(call('tell', { text: 'x'.repeat(300_000) })).rejects.toMatchObject({
      code: 'invalid',
      message: 'The values are too long for ./billing',
    });
  });

  it('that leaves a daemon behind, which holds its output, does not hold up the stop of its wrapper', async () => {
    const file = path.join(appDir, 'daemon.pid');
    await expect(call('daemon', { file }, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'unavailable' });
    const pid = await pidIn(file);
    await running?.stop();
    running = undefined;
    expect(() => process.kill(pid, 0)).not.toThrow();
    process.kill(pid);
  }, 10_000);

  it('can be replayed without its secrets', async () => {
    const environment = { BILLING_TOKEN: '${NO_SUCH_SECRET}' };
    const replay = { environment, traffic: { mode: 'replay', file: 'none' } };
    await expect(call('leak', {}, replay)).rejects.toThrow('no recording');
  });

  it('can be recorded, and replayed without the program', async () => {
    const file = 'traffic.jsonl';
    await call('balance', { customer: 'C1' }, { traffic: { mode: 'record', file } });
    const operations = { balance: { ...settings.operations.balance, program: './gone' } };
    const replay = { operations, traffic: { mode: 'replay', file } };
    await expect(call('balance', { customer: 'C1' }, replay)).resolves.toEqual({ customer: 'C1', balance: '12.50' });
    await expect(call('balance', { customer: 'C2' }, replay)).rejects.toThrow('has no such exchange');
  });
});
