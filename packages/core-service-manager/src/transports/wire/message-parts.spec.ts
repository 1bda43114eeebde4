import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageParts, isPart, splitMessage } from './message-parts.js';

describe('a message in parts', () => {
  it('is the same when it has been put together', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }),
        fc.integer({ min: 60, max: 200 }),
        (text, largest) => {
          const bytes = Buffer.from(text);
          const parts = splitMessage(bytes, 9, largest);
          expect(parts.every((part) => part.length <= largest && isPart(part))).toBe(true);
          const collector = createMessageParts();
          const results = parts.map((part) => collector.take(part));
          expect(results.at(-1)).toBe(bytes.toString());
          expect(results.slice(0, -1).every((result) => result === undefined)).toBe(true);
        },
      ),
    );
  });

  it('does not mix with another of the same sender', () => {
    const collector = createMessageParts();
    const [a1, a2] = splitMessage(Buffer.from('a'.repeat(30)), 1, 70) as [Uint8Array, Uint8Array];
    const [b1, b2] = splitMessage(Buffer.from('b'.repeat(30)), 2, 70) as [Uint8Array, Uint8Array];
    expect([a1, b1, a2, b2].map((part) => collector.take(part))).toEqual([
      undefined,
      undefined,
      'a'.repeat(30),
      'b'.repeat(30),
    ]);
  });

  it('of which one is missing never comes to be', () => {
    const collector = createMessageParts();
    const parts = splitMessage(Buffer.from('x'.repeat(100)), 1, 70);
    expect(parts.filter((_, index) => index !== 1).map((part) => collector.take(part))).not.toContain('x'.repeat(100));
  });

  it('from outside is read without fear', () => {
    const collector = createMessageParts();
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void collector.take(bytes)));
    const heads = fc.tuple(fc.nat(), fc.nat(5), fc.nat(5), fc.uint8Array({ maxLength: 5 }));
    fc.assert(
      fc.property(heads, ([message, index, count, bytes]) => {
        collector.take(Buffer.concat([Buffer.from(`P${message}.${index}.${count}\n`), bytes]));
      }),
    );
  });
});
