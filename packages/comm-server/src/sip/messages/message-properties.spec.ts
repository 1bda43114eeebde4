import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NameAddress, Parameter, SipMessage, Via } from './message.js';
import { parseMessage } from './parse-message.js';
import { serializeMessage } from './serialize-message.js';
import { parseUri, serializeUri, userOfUri, escapeUser } from './uri.js';

const from = (characters: string, minLength = 1, maxLength = 12): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const token = from(`${lower}ABC-.!%*_+\`'~`);
const text = fc
  .string({ unit: fc.constantFrom(...`${lower}ABC ,;:<>"\\()=?@äß漢`), maxLength: 30 })
  .map((value) => value.trim());
const host = fc.oneof(
  from(lower).map((name) => `${name}.example.com`),
  fc.constantFrom('192.0.2.1', '2001:db8::1', '::1'),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }));
const parameterName = from(lower).filter((name) => name !== 'tag' && name !== 'branch');
const parameters: fc.Arbitrary<readonly Parameter[]> = fc.array(
  fc.record({
    name: parameterName,
    value: fc.oneof(
      fc.constant(null),
      token,
      text.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`),
    ),
  }),
  { maxLength: 4 },
);
const uri = fc
  .record({ user: from(`${lower}-_.!~*'()&=+$,;?/`), host, port })
  .map((parts) => serializeUri({ scheme: 'sip', parameters: [], headers: null, ...parts }));
const via: fc.Arbitrary<Via> = fc.record({ transport: fc.constantFrom('UDP', 'TCP'), host, port, parameters });
const address: fc.Arbitrary<NameAddress> = fc.record({ displayName: fc.option(text), uri, parameters });
const headers = fc.array(fc.record({ name: from(lower).map((name) => `x-${name}`), value: text }), { maxLength: 6 });
const number = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const parts = {
  vias: fc.array(via, { minLength: 1, maxLength: 4 }).map(([first, ...rest]) => [first as Via, ...rest] as const),
  from: address,
  to: address,
  callId: from(`${lower}@.<>()[]{}:?/"\\`),
  headers,
  body: fc.string({ unit: 'grapheme', maxLength: 200 }),
};
const message: fc.Arbitrary<SipMessage> = fc.oneof(
  fc
    .record({ kind: fc.constant('request' as const), method: token, uri, number, ...parts })
    .map(({ number: count, ...rest }) => ({ ...rest, cseq: { number: count, method: rest.method } })),
  fc.record({
    kind: fc.constant('response' as const),
    status: fc.integer({ min: 100, max: 699 }),
    reason: text,
    cseq: fc.record({ number, method: token }),
    ...parts,
  }),
);

test('what is written is read back unchanged', () => {
  fc.assert(
    fc.property(message, (original) => {
      expect(parseMessage(serializeMessage(original))).toEqual({ ok: true, message: original });
    }),
    { numRuns: 500 },
  );
});

test('random bytes are a value, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(typeof parseMessage(bytes).ok).toBe('boolean');
    }),
    { numRuns: 1_000 },
  );
});

test('a damaged message is a value, never an exception', () => {
  const damage = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 8 });
  fc.assert(
    fc.property(message, damage, fc.nat(), (original, changes, cut) => {
      const bytes = serializeMessage(original);
      for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
      expect(typeof parseMessage(bytes.subarray(0, cut % (bytes.length + 1))).ok).toBe('boolean');
    }),
    { numRuns: 1_000 },
  );
});

test('a line break in a value forges no header field', () => {
  fc.assert(
    fc.property(message, (original) => {
      const forged = { ...original, headers: [{ name: 'subject', value: 'a\r\nX-Forged: 1\r\n\r\nbody' }] };
      const read = parseMessage(serializeMessage(forged));
      expect(read.ok && read.message.headers.map(({ name }) => name)).toEqual(['subject']);
      expect(read.ok && read.message.body).toBe(original.body);
    }),
  );
});

test('any user survives the way into a URI and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (user) => {
      const written = `sip:${escapeUser(user)}@example.com`;
      expect(parseUri(written)).not.toBeNull();
      expect(userOfUri(written)).toBe(user);
    }),
  );
});
