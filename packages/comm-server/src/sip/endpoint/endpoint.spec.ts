import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { callerLines } from '../peer/caller-lines.js';
import { establishCall, openTestedEndpoint, sdp } from '../peer/tested-endpoint.js';
import { openSipEndpoint } from './endpoint.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const open: typeof openTestedEndpoint = async (options) => {
  const opened = await openTestedEndpoint(options);
  closers.push(opened.close);
  return opened;
};
const establish: typeof establishCall = async () => {
  const established = await establishCall();
  closers.push(established.close);
  return established;
};

describe('bad input', () => {
  test('is counted, reported once a second, answered if possible, and the endpoint goes on', async () => {
    const reports: string[] = [];
    const { clock, peer, endpoint } = await open({ onMalformed: (reason) => void reports.push(reason) });
    for (let copy = 0; copy < 3; copy += 1) peer.raw(Buffer.from([1, 2, 3, 4, 5, 0xff]));
    peer.send(...callerLines(peer, 'OPTIONS', 1, { headers: ['Content-Length: 99'] }));
    expect((await peer.response(400)).reason).toContain('shorter than Content-Length');
    expect(endpoint.statistics()).toMatchObject({
      malformed: 4,
      lastMalformedReason: 'the body is shorter than Content-Length',
    });
    expect(reports).toHaveLength(1);
    clock.advance(1_000);
    peer.raw('x');
    await peer.silent();
    expect(reports).toHaveLength(2);
  });

  test('damaged requests of every kind raise no error, and the endpoint goes on', async () => {
    const { peer, endpoint, errors } = await open({
      registrar: { realm: 'caruso.test', credentials: () => Promise.resolve(null) },
    });
    // Port 9 is nobody: answers to this sender get lost.
    const sender = { ...peer, port: 9 };
    const damaged = fc.record({
      method: fc.constantFrom('INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO'),
      branch: fc.uuid(),
      toTag: fc.option(fc.constant('x'), { nil: 'gone' }),
      headers: fc.subarray([
        'Authorization: Digest realm="caruso.test", nonce="a-b-c"',
        'Record-Route: <;',
        'Contact: *',
      ]),
      changes: fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 4 }),
    });
    for (const { method, changes, ...more } of fc.sample(damaged, { numRuns: 400, seed: 7 })) {
      const text = callerLines(sender, method, 1, { ...more, body: sdp('offer') }).join('\r\n');
      const bytes = Buffer.from(text);
      for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
      peer.raw(bytes);
    }
    await peer.silent();
    expect(errors).toEqual([]);
    expect(endpoint.statistics().received).toBe(401);
    expect(endpoint.statistics().malformed).toBeGreaterThan(50);
  });

  test('keep-alives are not malformed', async () => {
    const { peer, endpoint } = await open();
    for (const datagram of ['', '\r\n', '\r\n\r\n', '\0\0\0\0']) peer.raw(datagram);
    await peer.silent();
    expect(endpoint.statistics()).toMatchObject({ malformed: 0, keepAlives: 4 });
  });
});

test('closing hangs up calls and refuses waiting ones', async () => {
  const { endpoint, peer } = await establish();
  peer.send(
    ...callerLines(peer, 'INVITE', 1, { body: sdp('x'), branch: 'second' }).map((line) =>
      line.startsWith('Call-ID') ? 'Call-ID: call-2' : line,
    ),
  );
  await peer.response(100);
  const closed = endpoint.close();
  await peer.request('BYE');
  await peer.response(503);
  await closed;
  expect(endpoint.statistics()).toMatchObject({ calls: 0, transactions: 0 });
});

test('an address in use is an error of the opening', async () => {
  const { endpoint } = await open();
  await expect(openSipEndpoint({ host: '127.0.0.1', port: endpoint.address.port })).rejects.toThrow('EADDRINUSE');
});
