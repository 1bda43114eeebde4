/** `a - b` of two 16-bit sequence numbers, -32768 to 32767: positive when `a` is the later one (RFC 1982 in the RTP manner). */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b) << 16) >> 16;
}

/** `a - b` of two 32-bit timestamps, -2^31 to 2^31-1: positive when `a` is the later one. */
export function timestampDistance(a: number, b: number): number {
  return (a - b) | 0;
}

export function sequenceAfter(sequence: number, steps: number): number {
  return (sequence + steps) & 0xffff;
}

export function timestampAfter(timestamp: number, units: number): number {
  return (timestamp + units) >>> 0;
}
