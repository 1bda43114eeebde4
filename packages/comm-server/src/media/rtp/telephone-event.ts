/** A key of the telephone, in the order of its RFC 4733 event code 0–15 (3.2, table 3). */
export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D';

export const DIGITS: readonly Digit[] = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '*',
  '#',
  'A',
  'B',
  'C',
  'D',
];

/** The payload of a telephone-event packet (RFC 4733 2.3). */
export interface TelephoneEvent {
  /** 0–255; 0–15 are digits. */
  readonly event: number;
  /** The E bit: the key has been released. */
  readonly end: boolean;
  /** Tone level, 0–63, in -dBm0. */
  readonly volume: number;
  /** Time since the event's RTP timestamp, 0–65535, in timestamp units. */
  readonly duration: number;
}

export const TELEPHONE_EVENT_BYTES = 4;
export const MAXIMUM_EVENT_DURATION = 0xffff;

export function parseTelephoneEvent(payload: Uint8Array): TelephoneEvent | undefined {
  const [event, flags, high, low] = payload;
  if (event === undefined || flags === undefined || high === undefined || low === undefined) return undefined;
  return { event, end: (flags & 0x80) !== 0, volume: flags & 0x3f, duration: (high << 8) | low };
}

export function serializeTelephoneEvent(event: TelephoneEvent): Uint8Array {
  const flags = (event.end ? 0x80 : 0) | (event.volume & 0x3f);
  return Uint8Array.of(event.event, flags, event.duration >> 8, event.duration & 0xff);
}

export function isDigit(character: string): character is Digit {
  return (DIGITS as readonly string[]).includes(character);
}
