/** What a PICTURE says about the characters of a field. */
export type Picture =
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'number'; readonly digits: number; readonly scale: number; readonly signed: boolean };

/**
 * Reads a picture: X, A and 9 with V and S as they are, edited pictures (Z, `,`, `-` …) as the text they print.
 * A string instead of a picture says what is wrong.
 */
export function readPicture(text: string): Picture | string {
  const expanded = text.replace(/(.)\((\d{1,6})\)/g, (_all, char: string, times: string) =>
    Number(times) > 100_000 ? '' : char.repeat(Number(times)),
  );
  if (/[()]/.test(expanded) || expanded === '') return `the picture ${text} is not understood`;
  const number = /^(S?)(9*)(?:V(9*))?$/.exec(expanded);
  if (number !== null) {
    const [, sign, whole = '', behind = ''] = number;
    const digits = whole.length + behind.length;
    // 18 digits in COBOL 85, 31 with the ARITH(EXTEND) option of Enterprise COBOL.
    if (digits === 0 || digits > 31) return `the picture ${text} has ${digits} digits; 1 to 31 are possible`;
    return { kind: 'number', digits, scale: behind.length, signed: sign === 'S' };
  }
  if (/P/.test(expanded)) return `the picture ${text} has scaling positions (P), which are not read here`;
  if (/^[XAB9Z*0/,.+\-CRD$V]+$/.test(expanded)) return { kind: 'text', length: expanded.replaceAll('V', '').length };
  return `the picture ${text} is not understood`;
}
