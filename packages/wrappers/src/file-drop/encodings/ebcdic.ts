// IBM code page 37 (USA, Canada, Brazil, Portugal), as in the Unicode Consortium's mapping CP037.TXT: 32 characters a line.
const cp037 = [
  '\u0000\u0001\u0002\u0003\u009c\u0009\u0086\u007f\u0097\u008d\u008e\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u009d\u0085\u0008\u0087\u0018\u0019\u0092\u008f\u001c\u001d\u001e\u001f',
  '\u0080\u0081\u0082\u0083\u0084\u000a\u0017\u001b\u0088\u0089\u008a\u008b\u008c\u0005\u0006\u0007\u0090\u0091\u0016\u0093\u0094\u0095\u0096\u0004\u0098\u0099\u009a\u009b\u0014\u0015\u009e\u001a',
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬',
  '-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="',
  'Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤',
  'µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×',
  '{ABCDEFGHI\u00adôöòóõ}JKLMNOPQR¹ûüùúÿ',
  '\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f',
].join('');

/** Where code page 500 (international) differs: byte and character. */
const cp500Differences: readonly (readonly [number, string])[] = [
  [0x4a, '['],
  [0x4f, '!'],
  [0x5a, ']'],
  [0x5f, '^'],
  [0xb0, '¢'],
  [0xba, '¬'],
  [0xbb, '|'],
];

const tables: ReadonlyMap<string, string> = new Map([
  ['cp037', cp037],
  [
    'cp500',
    cp500Differences.reduce((table, [byte, char]) => table.slice(0, byte) + char + table.slice(byte + 1), cp037),
  ],
]);

/** The 256 characters of an EBCDIC code page by byte; undefined for another encoding. */
export function ebcdicTable(encoding: string): string | undefined {
  return tables.get(encoding.toLowerCase());
}
