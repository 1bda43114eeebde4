import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordParsers } from './index.js';
import { parsed, sample } from './testing/sample-files.js';

const SAMPLES: Record<string, readonly Buffer[]> = {
  ach: [sample('ach', 'ppd-mixedDebitCredit.ach'), sample('ach', '20110805A.ach')],
  camt: [sample('camt', 'camt054.v4.xml'), sample('camt', 'camt053.v8.xml')],
  'green-button': [sample('green-button', 'test_usage_data_01.short.xml')],
  mt940: [sample('mt940', 'rabobank-iban.sta'), sample('mt940', 'postfinance.sta'), sample('mt940', 'triodos.sta')],
  nem12: [sample('nem12', 'Example_NEM12_multiple_quality.csv'), sample('nem12', 'Example_NEM12_multiple_meters.csv')],
  nem13: [sample('nem12', 'Example_NEM13_forward_estimate.csv')],
  ofx: [sample('ofx', 'bank_medium.ofx'), sample('ofx', 'checking.ofx'), sample('ofx', 'suncorp.ofx')],
};

const formats = [...recordParsers.values()].map(
  (parser) => [parser.format, parser, SAMPLES[parser.format.replace(/-(statements|summaries)$/, '')] ?? []] as const,
);

interface Edit {
  readonly kind: 'cut' | 'change' | 'insert' | 'remove' | 'repeat';
  /** Where, as a part of the file. */
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Bytes that mean something to one format or another, and any others. */
const junk = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .constantFrom(
      '<',
      '>',
      '</',
      '&',
      ':61:',
      ':20:',
      '-',
      '\r',
      '\n',
      ',',
      '//',
      '9',
      '-1',
      '400,',
      '<![CDATA[',
      '\u0000',
      '\uFEFF',
    )
    .map((text) => Buffer.from(text)),
);
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('cut', 'change', 'insert', 'remove', 'repeat'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 400 }),
  bytes: junk,
});

function edited(file: Buffer, edits: readonly Edit[]): Buffer {
  let now = file;
  for (const { kind, at, length, bytes } of edits) {
    const from = Math.floor(at * now.length);
    const [before, after] = [now.subarray(0, from), now.subarray(from)];
    if (kind === 'cut') now = before;
    else if (kind === 'change') now = Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    else if (kind === 'insert') now = Buffer.concat([before, bytes, after]);
    else if (kind === 'remove') now = Buffer.concat([before, after.subarray(length)]);
    else now = Buffer.concat([before, after.subarray(0, length), after]);
  }
  return now;
}

const AMOUNT = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** What holds for every record whatever the file was. */
function check(rows: Awaited<ReturnType<typeof parsed>>['rows'], lines: number): void {
  for (const row of rows) {
    expect(row.line).toBeGreaterThanOrEqual(1);
    expect(row.line).toBeLessThanOrEqual(lines);
    if (row.kind === 'bad') {
      expect(row.reason).not.toBe('');
      expect(row.raw.length).toBeLessThanOrEqual(2_001);
      continue;
    }
    expect(JSON.parse(JSON.stringify(row.record))).toEqual(row.record);
    for (const name of ['amount', 'value', 'entryAmount', 'cost', 'previousRead']) {
      const number = row.record[name];
      if (number !== undefined && number !== null) expect(number).toMatch(AMOUNT);
    }
    for (const name of ['bookingDate', 'valueDate', 'entryDate', 'postedDate', 'effectiveDate']) {
      const date = row.record[name];
      if (typeof date === 'string') expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
    }
  }
}

const countLines = (bytes: Buffer) => bytes.toString('latin1').split(/\r\n|\n|\r/).length;

describe.each(formats)('the parser of %s', (format, parser, samples) => {
  it('gives well-formed rows and never throws, however a file is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        async (file, edits) => {
          const damaged = edited(file, edits);
          const { rows } = await parsed(parser, damaged);
          check(rows, countLines(damaged));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives only bad rows for what is not of its format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const { records, bad } = await parsed(parser, bytes);
        expect(records).toEqual([]);
        expect(bad.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same however the file arrives in pieces', async () => {
    for (const file of samples) {
      const whole = await parsed(parser, file);
      for (const chunk of [1, 7, 93, 1000]) expect(await parsed(parser, file, { chunk })).toEqual(whole);
    }
  });

  // MT940 has no mark at the end of a file, and its last amount may lose digits unnoticed.
  if (format.startsWith('mt940')) return;
  it('says that a file is cut off, wherever it is cut', async () => {
    const [file = Buffer.alloc(0)] = samples;
    const text = file.toString('latin1').replace(/(\n9{94})*\s*$/, '');
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('</'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: end }), async (length) => {
        const { bad } = await parsed(parser, text.slice(0, length));
        expect(bad.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

const deep = (name: string) => `<${name}>`.repeat(100_000);

describe('files that are made to overload a parser', () => {
  const BOMBS: readonly (readonly [string, string])[] = [
    ['of one endless line', 'x'.repeat(3_000_000)],
    ['of angle brackets', '<'.repeat(1_000_000)],
    ['of tags that are never closed', deep('a')],
    ['of OFX tags that are never closed', `<OFX>${deep('A')}`],
    ['of empty OFX elements', `<OFX>${'<A>1'.repeat(300_000)}</OFX>`],
    ['of CDATA that is never closed', `<OFX>${'<![CDATA['.repeat(200_000)}`],
    ['of nested elements', `${deep('a')}${deep('/a')}`],
    ['of attributes that are never closed', '<a '.repeat(300_000)],
    ['of entities', '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'],
    ['of commas', `100,NEM12,1,,\n200${','.repeat(2_000_000)}`],
    ['of MT940 fields', ':20:A\n'.repeat(100_000)],
    ['of digits', `:20:A\n:61:240102C${'1'.repeat(1_000_000)},NTRF`],
    ['of subfields', `:20:A\n:61:240102C1,NTRFX\n:86:166${'?20'.repeat(300_000)}`],
    ['of codes', `:20:A\n:61:240102C1,NTRFX\n:86:${'/EREF/'.repeat(200_000)}`],
    ['of slashes', `:20:A\n:61:240102C1,NTRFX\n:86:/EREF/${'/'.repeat(1_000_000)}x`],
    ['of attributes', `<a ${Array.from({ length: 200_000 }, (_, index) => `b${index}="" `).join('')}/>`],
    ['of nines', '9'.repeat(94 * 20_000)],
  ];

  it.each(BOMBS)('are read to their end when they are %s', async (_what, content) => {
    for (const parser of recordParsers.values()) {
      const { bad } = await parsed(parser, content);
      expect([parser.format, bad.length > 0]).toEqual([parser.format, true]);
    }
  });

  it('are refused when they are larger than what is read at once', async () => {
    const { records, bad } = await parsed(recordParsers.get('camt') ?? expect.fail(), Buffer.alloc(33_000_000, 32));
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 1, reason: expect.stringContaining('larger than 32000000 bytes') }]);
  });

  it('have one bad row when their encoding is not known', async () => {
    for (const parser of recordParsers.values()) {
      const { rows } = await parsed(parser, 'x', { encoding: 'klingon' });
      expect(rows).toMatchObject([{ kind: 'bad', line: 1, reason: 'the encoding "klingon" is not known' }]);
    }
  });
});
