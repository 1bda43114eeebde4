import type { NumberItem } from './item.js';

/** Digits as text with their sign; null where the field is empty (blanks, zero bytes); undefined where it is no number. */
type Digits = { readonly negative: boolean; readonly digits: string } | null | undefined;

/**
 * A number of a copybook field: a whole number up to 15 digits as number, everything else as decimal text (`-12.50`), never a float.
 * Null: empty. Undefined: these bytes are no number. `ebcdic`: whether digits are 0xF0 to 0xF9.
 */
export function decodeNumber(item: NumberItem, bytes: Uint8Array, ebcdic: boolean): number | string | null | undefined {
  const found = read(item, bytes, ebcdic);
  if (found === null || found === undefined) return found;
  const digits = found.digits.padStart(item.scale + 1, '0');
  const whole = digits.slice(0, digits.length - item.scale).replace(/^0+(?=\d)/, '');
  const sign = found.negative && /[1-9]/.test(digits) ? '-' : '';
  if (item.scale > 0) return `${sign}${whole}.${digits.slice(-item.scale)}`;
  return whole.length <= 15 ? Number(sign + whole) : sign + whole;
}

function read(item: NumberItem, bytes: Uint8Array, ebcdic: boolean): Digits {
  switch (item.form.kind) {
    case 'binary':
      return binary(bytes, item.signed);
    case 'packed':
      return packed(bytes);
    case 'display': {
      // Blanks or low-values in a number of characters: the program that wrote it had nothing to say.
      if (bytes.every((byte) => byte === (ebcdic ? 0x40 : 0x20) || byte === 0)) return null;
      return item.form.separate ? separate(bytes, item.form.sign, ebcdic) : zoned(bytes, item.form.sign, ebcdic);
    }
  }
}

/** Two's complement, high byte first. */
function binary(bytes: Uint8Array, signed: boolean): Digits {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  if (signed) value = BigInt.asIntN(bytes.length * 8, value);
  return { negative: value < 0n, digits: String(value < 0n ? -value : value) };
}

/** Two digits a byte, the last half byte is the sign: A, C, E and F plus, B and D minus (z/Architecture Principles of Operation, ch. 8). */
function packed(bytes: Uint8Array): Digits {
  const halves = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const digits = halves.slice(0, -1);
  const sign = halves.slice(-1);
  if (/^0+$/.test(halves)) return null;
  if (!/^\d+$/.test(digits) || !/[a-f]/.test(sign)) return undefined;
  return { negative: sign === 'b' || sign === 'd', digits };
}

function separate(bytes: Uint8Array, place: 'leading' | 'trailing', ebcdic: boolean): Digits {
  const at = place === 'leading' ? 0 : bytes.length - 1;
  const sign = bytes[at];
  const [plus, minus, blank] = ebcdic ? [0x4e, 0x60, 0x40] : [0x2b, 0x2d, 0x20];
  if (sign !== plus && sign !== minus && sign !== blank) return undefined;
  const digits = plain(
    bytes.filter((_, index) => index !== at),
    ebcdic,
  );
  return digits === undefined ? undefined : { negative: sign === minus, digits };
}

/** The sign is punched over the first or last digit: C, F (and A, E) plus and D, B minus in the zone of EBCDIC; `{A-I` and `}J-R` in ASCII. */
function zoned(bytes: Uint8Array, place: 'leading' | 'trailing', ebcdic: boolean): Digits {
  const at = place === 'leading' ? 0 : bytes.length - 1;
  const over = overpunched(bytes[at] ?? 0, ebcdic);
  if (over === undefined) return undefined;
  const others =
    bytes.length === 1
      ? ''
      : plain(
          bytes.filter((_, index) => index !== at),
          ebcdic,
        );
  if (others === undefined) return undefined;
  return { negative: over.negative, digits: place === 'leading' ? over.digit + others : others + over.digit };
}

function overpunched(
  byte: number,
  ebcdic: boolean,
): { readonly digit: string; readonly negative: boolean } | undefined {
  if (ebcdic) {
    const [zone, digit] = [byte >> 4, byte & 0x0f];
    return zone < 0xa || digit > 9 ? undefined : { digit: String(digit), negative: zone === 0xd || zone === 0xb };
  }
  const char = String.fromCharCode(byte);
  if (char >= '0' && char <= '9') return { digit: char, negative: false };
  // The third row is Micro Focus and GnuCOBOL: minus is the digit with bit 0x40.
  for (const [row, negative] of [
    ['{ABCDEFGHI', false],
    ['}JKLMNOPQR', true],
    ['pqrstuvwxy', true],
  ] as const) {
    const digit = row.indexOf(char);
    if (digit >= 0) return { digit: String(digit), negative };
  }
  return undefined;
}

function plain(bytes: Uint8Array, ebcdic: boolean): string | undefined {
  const [zero, blank] = ebcdic ? [0xf0, 0x40] : [0x30, 0x20];
  let digits = '';
  for (const byte of bytes) {
    // Leading blanks stand for zeros in files of programs that edit their numbers.
    if (byte === blank && /^0*$/.test(digits)) digits += '0';
    else if (byte >= zero && byte <= zero + 9) digits += String(byte - zero);
    else return undefined;
  }
  return digits;
}
