import { randomFillSync } from 'node:crypto';

/**
 * A source of UUIDv7 (RFC 9562, 5.7). Ids of one source sort in the order they were made: `rand_a` is a counter within
 * the millisecond (RFC 9562, 6.2, method 1), and a clock that goes back does not make ids go back.
 */
export function createTimeOrderedIds(now: () => number, fillRandom: (bytes: Uint8Array) => void): () => string {
  const bytes = Buffer.alloc(16);
  let last = -1;
  let counter = 0;
  return () => {
    fillRandom(bytes);
    const instant = now();
    if (instant > last) {
      last = instant;
      // The top bit is kept free so that 2,048 ids at least fit in the millisecond.
      counter = bytes.readUInt16BE(6) & 0x7ff;
    } else if (++counter > 0xfff) {
      last += 1;
      counter = 0;
    }
    bytes.writeUIntBE(last, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** A new UUIDv7 from the machine's clock and random source. */
export const newTimeOrderedId: () => string = createTimeOrderedIds(Date.now, (bytes) => void randomFillSync(bytes));
