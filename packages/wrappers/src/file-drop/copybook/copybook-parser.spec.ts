import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../encodings/byte-table.js';
import { ebcdicTable } from '../encodings/ebcdic.js';
import { parseAll, recordsOf } from '../testing/parse-all.js';
import { sharedData } from '../testing/shared-data.js';
import { copybookOptionsSchema } from './copybook-options.js';
import { copybookParser } from './copybook-parser.js';

const parser = (text: string, options: object = {}) =>
  copybookParser(text, copybookOptionsSchema.parse({ copybook: 'inline', ...options }));
const cp037 = ebcdicTable('cp037') ?? '';
const ebcdic = (text: string): Buffer => Buffer.from(Array.from(text, (char) => cp037.indexOf(char)));
const one = async (copybook: string, bytes: Uint8Array, options: object = {}, encoding?: string) =>
  (await parseAll(parser(copybook, options), bytes, encoding))[0];

const test4 = sharedData('legacy', 'cobol');

describe.skipIf(test4 === undefined)('the file test4 of Cobrix [shared data]', () => {
  const read = (name: string) => readFileSync(`${test4 ?? ''}/${name}`);
  const options = {
    framing: 'rdw',
    rdw: { order: 'little-endian', countsItself: false },
    trim: 'both',
  };

  it('gives every expected record', async () => {
    const rows = await parseAll(
      parser(read('test4_copybook.cob').toString(), options),
      read('test4_COMP.DETAILS.SEP30.DATA.dat'),
      'us-ascii',
      1000,
    );
    expect(rows.every(({ kind }) => kind === 'record')).toBe(true);
    const expected = read('test4_expected/test4.txt')
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    // Number, length and segment ids of a record are columns that Cobrix adds; they are not in the file.
    const added = /^(File_Id|Record_Id|Record_Byte_Length|Seg_Id\d)$/;
    const ofTheFile = expected.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !added.test(name))),
    );
    expect(recordsOf(rows.slice(0, expected.length))).toEqual(ofTheFile);
    expect(rows).toHaveLength(1000);
  });

  it('gives each record the view of its segment alone, where the settings say which', async () => {
    const segments = { field: 'SEGMENT-ID', views: { C: 'STATIC-DETAILS', P: 'CONTACTS' } };
    const rows = await parseAll(
      parser(read('test4_copybook.cob').toString(), { ...options, segments }),
      read('test4_COMP.DETAILS.SEP30.DATA.dat'),
      'us-ascii',
      1000,
    );
    expect(recordsOf(rows.slice(0, 2))).toEqual([
      {
        SEGMENT_ID: 'C',
        COMPANY_ID: '9377942526',
        STATIC_DETAILS: {
          COMPANY_NAME: 'Joan Q & Z',
          ADDRESS: '10 Sandton, Johannesburg',
          TAXPAYER: { TAXPAYER_TYPE: 'A', TAXPAYER_STR: '92714306', TAXPAYER_NUM: 959592241 },
        },
      },
      {
        SEGMENT_ID: 'P',
        COMPANY_ID: '9377942526',
        CONTACTS: { PHONE_NUMBER: '+(277) 944 44 55', CONTACT_PERSON: 'Janiece Newcombe' },
      },
    ]);
  });
});

describe('a copybook record in EBCDIC', () => {
  const amounts = `
       01  PAYMENT.
           05  NAME             PIC X(5).
           05  ZONED            PIC S9(3)V99.
           05  PACKED           PIC S9(5)V9(2) USAGE IS COMP-3.
           05  SMALL            PIC S9(4) COMP.
           05  LARGE            PIC 9(18) BINARY.
           05  SEPARATED        PIC S9(3)
                                SIGN IS LEADING SEPARATE CHARACTER.
           05  FILLER           PIC X(2).
           05  STATUS-CODE      PIC 9.
               88  OPEN-STATUS  VALUE 1, 2.
               88  CLOSED       VALUE 3.`;
  const bytes = Buffer.concat([
    ebcdic('MÃE  '),
    Buffer.from([0xf0, 0xf1, 0xf2, 0xf5, 0xd0]),
    Buffer.from([0x01, 0x23, 0x45, 0x6d]),
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0, 0, 0, 0xe8, 0xd4, 0xa5, 0x10, 0x01]),
    ebcdic('-042??1'),
  ]);

  it('keeps decimals as text with their sign, and whole numbers exact', async () => {
    expect(await one(amounts, bytes)).toEqual({
      kind: 'record',
      line: 1,
      record: {
        NAME: 'MÃE',
        ZONED: '-12.50',
        PACKED: '-1234.56',
        SMALL: -2,
        LARGE: 1_000_000_000_001,
        SEPARATED: -42,
        STATUS_CODE: 1,
      },
    });
  });

  it('is a bad row with its bytes when a field is no number, and the next is read', async () => {
    const broken = Buffer.from(bytes);
    broken[10] = 0x40;
    broken[13] = 0x00;
    broken.write('zz', 5, 'latin1');
    const rows = await parseAll(parser(amounts), Buffer.concat([broken, bytes]));
    expect(rows[0]).toMatchObject({
      kind: 'bad',
      line: 1,
      reason: 'no number in ZONED, PACKED',
      raw: broken.toString('hex'),
    });
    expect(rows[1]).toMatchObject({ kind: 'record', line: 2 });
  });

  it('reads 31 packed digits without losing one', async () => {
    const record = await one(
      '       01 R.\n          05 A PIC S9(29)V99 COMP-3.',
      Buffer.from('1234567890123456789012345678901c', 'hex'),
    );
    expect(record).toMatchObject({ record: { A: '12345678901234567890123456789.01' } });
  });

  it('reads back whatever is packed, zoned or binary', async () => {
    const copybook =
      '       01 R.\n          05 P PIC S9(9)V99 COMP-3.\n          05 Z PIC S9(9)V99.\n          05 B PIC S9(9)V99 COMP.';
    await fc.assert(
      fc.asyncProperty(fc.bigInt(-99_999_999_999n, 99_999_999_999n), async (cents) => {
        const digits = String(cents < 0n ? -cents : cents).padStart(11, '0');
        const packed = Buffer.from(digits + (cents < 0n ? 'd' : 'c'), 'hex');
        const zoned = ebcdic(digits);
        zoned[10] = (zoned[10] ?? 0) - (cents < 0n ? 0x20 : 0x30);
        const binary = Buffer.alloc(8);
        binary.writeBigInt64BE(cents);
        const text = `${cents < 0n ? '-' : ''}${BigInt(digits.slice(0, -2))}.${digits.slice(-2)}`;
        expect(await one(copybook, Buffer.concat([packed, zoned, binary]))).toMatchObject({
          record: { P: text, Z: text, B: text },
        });
      }),
    );
  });

  it('repeats with OCCURS, and as often as another field says with DEPENDING ON', async () => {
    const copybook = `
       01  ORDER-REC.
           05  LINE-COUNT   PIC 9(2).
           05  DAYS         PIC 9 OCCURS 3 TIMES.
           05  ORDER-LINE   OCCURS 0 TO 9 TIMES DEPENDING ON LINE-COUNT.
               10  ITEM     PIC X(2).
               10  QTY      PIC 9(2).
           05  LAST-FIELD   PIC X.`;
    const options = { framing: 'rdw' };
    const record = ebcdic('02123AA01BB02Z');
    const rdw = Buffer.from([0, record.length + 4, 0, 0]);
    expect(await one(copybook, Buffer.concat([rdw, record]), options)).toMatchObject({
      record: {
        DAYS: [1, 2, 3],
        ORDER_LINE: [
          { ITEM: 'AA', QTY: 1 },
          { ITEM: 'BB', QTY: 2 },
        ],
        LAST_FIELD: 'Z',
      },
    });
  });

  it('reads overpunched signs of ASCII files, one record a line, in free form', async () => {
    const copybook = '01 R.\n  05 A PIC S9(3).\n  05 B PIC S9(2)V9.\n  05 C PIC X(3).';
    const rows = await parseAll(parser(copybook, { framing: 'lines' }), '12}10Aabc\n00900pxyz\n', 'us-ascii');
    expect(recordsOf(rows)).toEqual([
      { A: -120, B: '10.1', C: 'abc' },
      { A: 9, B: '0.0', C: 'xyz' },
    ]);
  });

  it('is unreadable when the file ends inside a record, or a descriptor word cannot be', async () => {
    await expect(parseAll(parser(amounts), bytes.subarray(0, 20))).rejects.toThrow(
      /record 1 is cut off: 20 bytes of 31/,
    );
    await expect(parseAll(parser(amounts, { framing: 'rdw' }), bytes)).rejects.toThrow(/descriptor word/);
  });
});

describe('a copybook', () => {
  it.each([
    ['       01 R.\n          05 A PIC S9(3) COMP-1.', /line 2: COMP-1 and COMP-2/],
    ['       01 R.\n          05 A PIC 9(3)PP.', /line 2: .*scaling positions/],
    ['       01 R.\n          05 A PIC 9(3)', /line 2: no period/],
    ['       01 R.\n          05 A.', /line 2: neither a picture nor fields/],
    ['       01 R.\n          05 A REDEFINES B PIC X.', /line 2: REDEFINES B, which is not in front/],
    ['       01 R.\n          05 A PIC X\n          05 B PIC X.', /line 2: two pictures/],
    ['       COPY OTHER.', /line 1: "COPY"/],
  ])('that is not understood is refused with the line: %s', (text, message) => {
    expect(() => parser(text)).toThrow(message);
  });
});

it('EBCDIC code pages 037 and 500 differ in seven characters', () => {
  const cp500 = ebcdicTable('cp500') ?? '';
  expect([cp037.length, cp500.length]).toEqual([256, 256]);
  expect(decodeBytes(Uint8Array.of(0x4a, 0x4f, 0x5a, 0x5f, 0xb0, 0xba, 0xbb, 0xc1, 0xf9), cp037)).toBe('¢|!¬^[]A9');
  expect(decodeBytes(Uint8Array.of(0x4a, 0x4f, 0x5a, 0x5f, 0xb0, 0xba, 0xbb, 0xc1, 0xf9), cp500)).toBe('[!]^¢¬|A9');
});
