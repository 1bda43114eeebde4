const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** The value of a text literal with its quotes. Escapes as in DMN 1.5, 10.3.1.2, rule 64. */
export function readText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs, (whole, four, six, one) => {
    if (typeof one === 'string') return escapes[one] ?? whole;
    const code = Number.parseInt(String(four ?? six), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
