import { afterEach, describe, expect, test } from 'vitest';
import { headerValue } from '../messages/header-access.js';
import { callerLines } from '../peer/caller-lines.js';
import { openTestedEndpoint, sdp } from '../peer/tested-endpoint.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const open: typeof openTestedEndpoint = async (options) => {
  const opened = await openTestedEndpoint(options);
  closers.push(opened.close);
  return opened;
};

describe('a request that is no call', () => {
  test.each([
    ['OPTIONS', [], 200, 'allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REGISTER'],
    ['BYE', [], 481, 'allow', null],
    ['MESSAGE', [], 405, 'allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REGISTER'],
    ['REGISTER', [], 405, 'contact', null],
    ['INVITE', ['Require: 100rel, x'], 420, 'unsupported', '100rel, x'],
  ] as const)('%s %s is answered %i', async (method, headers, status, name, value) => {
    const { peer } = await open();
    peer.send(...callerLines(peer, method, 1, { headers }));
    expect(headerValue(await peer.response(status), name)).toBe(value);
  });

  test('in an unknown dialog is 481', async () => {
    const { peer, endpoint } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { toTag: 'gone', body: sdp('x') }));
    await peer.response(481);
    expect(endpoint.statistics().calls).toBe(0);
  });

  test('to a URI of another scheme is 416 (RFC 4475 3.3.2)', async () => {
    const { peer } = await open();
    const [, ...rest] = callerLines(peer, 'OPTIONS', 1);
    peer.send('OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0', ...rest);
    expect((await peer.response(416)).reason).toBe('Unsupported URI Scheme');
  });

  test('the answer goes to where it came from when rport is asked for (RFC 3581)', async () => {
    const { peer } = await open();
    const [first = '', , ...rest] = callerLines(peer, 'OPTIONS', 1);
    peer.send(first, 'Via: SIP/2.0/UDP 10.1.1.1:5060;rport;branch=z9hG4bKnat', ...rest);
    expect((await peer.response(200)).vias[0].parameters).toEqual([
      { name: 'rport', value: String(peer.port) },
      { name: 'branch', value: 'z9hG4bKnat' },
      { name: 'received', value: '127.0.0.1' },
    ]);
  });
});
