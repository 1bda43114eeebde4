import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../contract/index.js';
import { systemRefuses } from './legacy-errors.js';
import { openSystem, systemAccessSettings } from './legacy-system.js';
import type { LegacySystem } from './legacy-system.js';
import { canonicalRequest, fromRecordedText, toRecordedText } from './recorded-values.js';
import { openSecrets } from './secrets.js';
import type { Secrets } from './secrets.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const FILE = 'traffic/erp.jsonl';
let appDir: string;
beforeEach(async () => {
  appDir = await mkdtemp(path.join(tmpdir(), 'caruso-traffic-'));
});
afterEach(() => rm(appDir, { recursive: true }));

function system(mode: 'record' | 'replay', secrets?: Secrets): LegacySystem {
  const access = systemAccessSettings.parse({ traffic: { mode, file: FILE } });
  const options = { name: 'ERP', access, appDir, log: silent };
  return openSystem(secrets === undefined ? options : { ...options, secrets });
}

const notAsked = (): Promise<never> => Promise.reject(new Error('the live system was asked'));

describe('recorded traffic', () => {
  it('answers without the system as the system did', async () => {
    const live = system('record');
    await live.exchange({ get: 'customer', id: 7 }, async () => ({
      name: 'Ana',
      since: new Date(0),
      photo: Buffer.from('jpg'),
    }));
    await live.exchange({ delete: 'customer' }, async () => undefined);
    const replayed = system('replay');
    await expect(replayed.exchange({ id: 7, get: 'customer' }, notAsked)).resolves.toEqual({
      name: 'Ana',
      since: new Date(0),
      photo: Buffer.from('jpg'),
    });
    await expect(replayed.exchange({ delete: 'customer' }, notAsked)).resolves.toBeUndefined();
  });

  it('fails as the system did', async () => {
    const refusal = systemRefuses('ERP', 'Blocked', { message: 'E42', code: 42 });
    await system('record')
      .exchange(null, () => Promise.reject(refusal))
      .catch(() => undefined);
    await expect(system('replay').exchange(null, notAsked)).rejects.toMatchObject({
      code: 'refused',
      message: 'Blocked',
      details: refusal.details,
    });
  });

  it('answers equal requests in their order, and then with the last answer', async () => {
    const live = system('record');
    for (const answer of ['first', 'second']) await live.exchange({ poll: true }, async () => answer);
    const replayed = system('replay');
    const answers: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) answers.push(await replayed.exchange({ poll: true }, notAsked));
    expect(answers).toEqual(['first', 'second', 'second']);
  });

  it('says what to do about a request that is not in it', async () => {
    await system('record').exchange({ get: 1 }, async () => 1);
    await expect(system('replay').exchange({ get: 2 }, notAsked)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/no such exchange with ERP; record it: set traffic\.mode to record/),
      details: { request: { get: 2 } },
    });
  });

  it('says which file is missing or which line is spoilt', async () => {
    await expect(system('replay').exchange(null, notAsked)).rejects.toThrow(/no recording of ERP at .*erp\.jsonl/);
    await system('record').exchange(null, async () => 1);
    await writeFile(path.join(appDir, FILE), '{"request": 1, "response": 2}\n{"request": \n');
    await expect(system('replay').exchange(1, notAsked)).rejects.toThrow(/erp\.jsonl:2 is not a recorded exchange/);
  });

  it('begins anew with every recording', async () => {
    await system('record').exchange(null, async () => 'old');
    await system('record').exchange(null, async () => 'new');
    await expect(system('replay').exchange(null, notAsked)).resolves.toBe('new');
  });

  it('holds no secret, even when the system sends one back', async () => {
    const secrets = openSecrets(appDir, { ERP_TOKEN: 'tok-123456' });
    const header = secrets.expand('Bearer ${ERP_TOKEN}');
    const live = system('record', secrets);
    await live.exchange({ get: 'me' }, async () => ({ echoed: header }));
    await live
      .exchange({ get: 'you' }, () => Promise.reject(systemRefuses('ERP', 'No', { message: `bad ${header}` })))
      .catch(() => undefined);
    const text = await readFile(path.join(appDir, FILE), 'utf8');
    expect(text).toContain('Bearer ***');
    expect(text).not.toContain('tok-123456');
  });

  it('refuses to record what is not JSON instead of losing it', async () => {
    const answer = system('record').exchange(null, async () => ({ map: new Map() }));
    await expect(answer).rejects.toThrow('An exchange with ERP cannot be recorded as JSON: a Map or Set at "map"');
  });

  it('knows a request whatever the order of its fields (property)', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (request) => {
        const turned = Object.fromEntries(Object.entries(request).toReversed());
        expect(canonicalRequest(turned as typeof request as never)).toBe(canonicalRequest(request as never));
      }),
    );
  });

  it('gives JSON back as it was (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        // -0 has no JSON form.
        expect(fromRecordedText(toRecordedText(value) ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
