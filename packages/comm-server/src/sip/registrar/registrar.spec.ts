import { describe, expect, test } from 'vitest';
import { headerList, headerValue } from '../messages/header-access.js';
import type { SipRequest, SipResponse } from '../messages/message.js';
import { parseMessage } from '../messages/parse-message.js';
import { createVirtualClock } from '../time/virtual-clock.js';
import { type Binding, targetOfBinding } from './binding.js';
import { digestHa1, digestResponse, parseDigest } from './digest.js';
import { createRegistrar, type RegistrarOptions } from './registrar.js';

const source = { host: '198.51.100.7', port: 40_001 };
const realm = 'caruso.test';
const users: ReadonlyMap<string, string> = new Map([
  ['anna', digestHa1('anna', realm, 'secret')],
  ['bruno', digestHa1('bruno', realm, 'other')],
]);

const start = (options: Partial<RegistrarOptions> = {}) => {
  const clock = createVirtualClock(1_800_000_000_000);
  const errors: unknown[] = [];
  const counts = { refused: 0 };
  let serial = 0;
  const registrar = createRegistrar({
    realm,
    credentials: (username) => {
      const ha1 = users.get(username);
      return Promise.resolve(ha1 === undefined ? null : { ha1 });
    },
    clock,
    newToken: () => `token${(serial += 1)}`,
    reportError: (error) => void errors.push(error),
    onRefused: () => void (counts.refused += 1),
    ...options,
  });
  const changes: (readonly [string, readonly string[]])[] = [];
  registrar.onChange((user, bindings) => void changes.push([user, bindings.map(({ contact }) => contact)]));

  let sequence = 0;
  const send = async (
    lines: readonly string[],
    at: { user?: string; sequence?: number } = {},
  ): Promise<SipResponse> => {
    sequence = at.sequence ?? sequence + 1;
    const text = [
      `REGISTER sip:${realm} SIP/2.0`,
      'Via: SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bK1;rport',
      `From: <sip:${at.user ?? 'anna'}@${realm}>;tag=A`,
      `To: <sip:${at.user ?? 'anna'}@${realm}>`,
      'Call-ID: registration',
      `CSeq: ${sequence} REGISTER`,
      ...lines,
      '',
      '',
    ].join('\r\n');
    const result = parseMessage(Buffer.from(text));
    if (!result.ok) throw new Error(result.reason);
    const responses: SipResponse[] = [];
    const request = result.message as SipRequest;
    await registrar.receive({ request, source, respond: (response) => void responses.push(response) });
    const [response] = responses;
    if (response === undefined) throw new Error('no response');
    return response;
  };
  const challenge = async (): Promise<string> => {
    const asked = await send([]);
    return /nonce="([^"]+)"/.exec(headerValue(asked, 'www-authenticate') ?? '')?.[1] ?? '';
  };
  /** Signs as a phone does (RFC 2617 3.2.2). */
  const sign = (
    nonce: string,
    login: { user?: string; password?: string; nc?: string; qop?: boolean } = {},
  ): string => {
    const { user = 'anna', password = 'secret', nc = '00000001', qop = true } = login;
    const fields = `username="${user}", realm="${realm}", nonce="${nonce}", uri="sip:${realm}"`;
    const full = `Digest ${fields}${qop ? `, qop=auth, nc=${nc}, cnonce="xyz"` : ''}`;
    const digest = parseDigest(full) ?? new Map<string, string>();
    return `Authorization: ${full}, response="${digestResponse(digestHa1(user, realm, password), 'REGISTER', digest) ?? ''}"`;
  };
  const register = async (...lines: readonly string[]): Promise<SipResponse> =>
    send([sign(await challenge()), ...lines]);
  const contacts = (): readonly string[] => registrar.bindings('anna').map(({ contact }) => contact);
  return { clock, registrar, send, sign, challenge, register, contacts, changes, errors, counts };
};

describe('who may register', () => {
  test('RFC 2617 3.5: the digest of the example', () => {
    const digest = parseDigest(
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
        'uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="x", opaque="y"',
    );
    const ha1 = digestHa1('Mufasa', 'testrealm@host.com', 'Circle Of Life');
    expect(digestResponse(ha1, 'GET', digest ?? new Map())).toBe('6629fae49393a05397450978507c4ef1');
  });

  test('a REGISTER without proof is challenged, and nothing is bound', async () => {
    const { send, contacts } = start();
    const response = await send(['Contact: <sip:anna@10.0.0.2>']);
    expect(response.status).toBe(401);
    expect(headerValue(response, 'www-authenticate')).toContain('qop="auth"');
    expect(contacts()).toEqual([]);
  });

  test('with the password, and also without qop as old phones do', async () => {
    const { send, sign, challenge } = start();
    expect((await send([sign(await challenge())])).status).toBe(200);
    expect((await send([sign(await challenge(), { qop: false })])).status).toBe(200);
  });

  test('a wrong password and an unknown user are refused alike', async () => {
    const { send, sign, challenge, counts } = start();
    expect((await send([sign(await challenge(), { password: 'wrong' })])).status).toBe(403);
    expect((await send([sign(await challenge(), { user: 'nobody' })], { user: 'nobody' })).status).toBe(403);
    expect(counts.refused).toBe(2);
  });

  test('nobody registers a phone for someone else', async () => {
    const { send, sign, challenge, registrar } = start();
    const proof = sign(await challenge(), { user: 'bruno', password: 'other' });
    expect((await send([proof, 'Contact: <sip:b@evil>'])).status).toBe(403);
    expect(registrar.size()).toBe(0);
  });

  test('a nonce serves once a count, and a phone that repeats it is asked again with stale=true', async () => {
    const { send, sign, challenge } = start();
    const nonce = await challenge();
    expect((await send([sign(nonce)])).status).toBe(200);
    expect((await send([sign(nonce, { nc: '00000002' })])).status).toBe(200);
    const replayed = await send([sign(nonce)]);
    expect(replayed.status).toBe(401);
    expect(headerValue(replayed, 'www-authenticate')).toContain('stale=true');
  });

  test('an old nonce is stale; a made-up one is not honoured', async () => {
    const { clock, send, sign, challenge } = start();
    const nonce = await challenge();
    clock.advance(301_000);
    const late = await send([sign(nonce)]);
    expect([late.status, headerValue(late, 'www-authenticate')?.includes('stale=true')]).toEqual([401, true]);
    const forged = await send([sign(`${clock.now().toString(36)}-mine-0123456789abcdef0123456789abcdef`)]);
    expect([forged.status, headerValue(forged, 'www-authenticate')?.includes('stale')]).toEqual([401, false]);
  });

  test('a look-up that fails is a 500 and reported', async () => {
    const { send, sign, challenge, errors } = start({ credentials: () => Promise.reject(new Error('store down')) });
    expect((await send([sign(await challenge())])).status).toBe(500);
    expect(errors).toHaveLength(1);
  });
});

describe('bindings', () => {
  test('keep the address that the REGISTER came from, and calls go there', async () => {
    const { register, registrar } = start();
    const response = await register('Contact: <sip:anna@10.0.0.2:5060>;expires=120', 'User-Agent: desk phone');
    expect(headerList(response, 'contact')).toEqual(['<sip:anna@10.0.0.2:5060>;expires=120']);
    const [binding] = registrar.bindings('anna');
    expect(binding).toMatchObject({ user: 'anna', source, userAgent: 'desk phone' });
    expect(targetOfBinding(binding as Binding)).toEqual({
      uri: 'sip:anna@10.0.0.2:5060',
      address: source,
      pinned: true,
    });
  });

  test('expire, and listeners learn of it; a refresh is no change', async () => {
    const { clock, register, contacts, changes } = start();
    await register('Contact: <sip:anna@a>', 'Expires: 100');
    clock.advance(60_000);
    await register('Contact: <sip:anna@a>', 'Expires: 100');
    clock.advance(99_999);
    expect(contacts()).toEqual(['sip:anna@a']);
    clock.advance(1);
    expect(contacts()).toEqual([]);
    expect(changes).toEqual([
      ['anna', ['sip:anna@a']],
      ['anna', []],
    ]);
    expect(clock.pending()).toBe(0);
  });

  test('of two phones: the newest stands first, each is removed by expires=0', async () => {
    const { register, contacts } = start();
    await register('Contact: <sip:anna@a>');
    await register('Contact: <sip:anna@b>');
    expect(contacts()).toEqual(['sip:anna@b', 'sip:anna@a']);
    await register('Contact: <sip:anna@b>;expires=0');
    expect(contacts()).toEqual(['sip:anna@a']);
  });

  test('Contact * with Expires 0 removes all; without it is refused', async () => {
    const { register, contacts } = start();
    await register('Contact: <sip:anna@a>, <sip:anna@b>');
    expect((await register('Contact: *')).status).toBe(400);
    expect(contacts()).toHaveLength(2);
    expect((await register('Contact: *', 'Expires: 0')).status).toBe(200);
    expect(contacts()).toEqual([]);
  });

  test('a query lists them', async () => {
    const { register } = start();
    await register('Contact: <sip:anna@a>', 'Expires: 90');
    expect(headerList(await register(), 'contact')).toEqual(['<sip:anna@a>;expires=90']);
  });

  test('too short a time is refused with the least one, too long a one is cut', async () => {
    const { register } = start();
    const brief = await register('Contact: <sip:anna@a>;expires=5');
    expect([brief.status, headerValue(brief, 'min-expires')]).toEqual([423, '60']);
    const long = await register('Contact: <sip:anna@a>;expires=999999');
    expect(headerList(long, 'contact')).toEqual(['<sip:anna@a>;expires=3600']);
  });

  test('a late REGISTER of the same Call-ID changes nothing (RFC 3261 10.3)', async () => {
    const { register, send, sign, challenge, contacts } = start();
    await register('Contact: <sip:anna@a>');
    const nonce = await challenge();
    const late = await send([sign(nonce), 'Contact: <sip:anna@a>;expires=0'], { sequence: 1 });
    expect(late.status).toBe(500);
    expect(contacts()).toEqual(['sip:anna@a']);
  });

  test('all contacts of a REGISTER are bound or none', async () => {
    const { register, contacts } = start({ maxBindings: 2 });
    expect((await register('Contact: <sip:anna@a>, <sip:anna@b>;expires=1')).status).toBe(423);
    expect((await register('Contact: <sip:anna@a>, <sip:b@b>, <sip:c@c>')).status).toBe(403);
    expect((await register('Contact: <sip:anna@a>, <mailto:b@b>')).status).toBe(400);
    expect(contacts()).toEqual([]);
  });
});
