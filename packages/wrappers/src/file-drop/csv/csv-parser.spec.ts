import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAll, recordsOf } from '../testing/parse-all.js';
import { sharedData } from '../testing/shared-data.js';
import { csvOptionsSchema } from './csv-options.js';
import { csvParser } from './csv-parser.js';

const parser = (options: object = {}) => csvParser(csvOptionsSchema.parse(options));
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const spectrum = sharedData('legacy', 'csv-spectrum [shared data]');

describe.skipIf(spectrum === undefined)('csv-spectrum', () => {
  const folder = spectrum ?? '';
  const names = spectrum === undefined ? [] : readdirSync(join(folder, 'csvs')).map((name) => name.replace('.csv', ''));
  it.each(names)('%s gives the records it should', async (name) => {
    const rows = await parseAll(parser(), readFileSync(join(folder, 'csvs', `${name}.csv`)));
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'json', `${name}.json`), 'utf8'));
    // The expected file of this one names another telephone number than its CSV, and is no list.
    if (name === 'location_coordinates') {
      expect(recordsOf(rows)).toEqual([{ ...(expected as object), 'Contact Phone Number': '2095257564' }]);
    } else expect(recordsOf(rows)).toEqual(expected);
  });
});

describe('CSV', () => {
  it('sets a record of the wrong length aside with its line and text, and reads on', async () => {
    expect(await parseAll(parser({ delimiter: ';' }), 'a;b\n1;2\n3\n4;5;6\n7;8\n')).toEqual([
      { kind: 'record', line: 2, record: { a: '1', b: '2' } },
      { kind: 'bad', line: 3, reason: '1 fields where 2 were expected', raw: '3' },
      { kind: 'bad', line: 4, reason: '3 fields where 2 were expected', raw: '4;5;6' },
      { kind: 'record', line: 5, record: { a: '7', b: '8' } },
    ]);
  });

  it('keeps the order of the file when a record has a broken quote, however the bytes arrive', async () => {
    const text = 'a,b\n1,2\n3,"x"y"\n4,5\n6,7\n';
    const rows = await parseAll(parser(), text, 'utf-8', 3);
    expect(rows.map((row) => [row.kind, row.line])).toEqual([
      ['record', 2],
      ['bad', 3],
      ['record', 4],
      ['record', 5],
    ]);
    expect(rows[1]).toMatchObject({ reason: 'a quoted field goes on behind its closing quote', raw: '3,"x"y"' });
    for (const size of [1, 5, 1000]) expect(await parseAll(parser(), text, 'utf-8', size)).toEqual(rows);
  });

  it('is unreadable when a quote is never closed: the rest would be lost as one bad row', async () => {
    await expect(parseAll(parser(), 'a,b\n1,2\n3,"x\n4,5\n6,7\n')).rejects.toThrow(/line 3: Quote Not Closed/);
  });

  it('tells the line a record begins at, also behind one of several lines', async () => {
    const rows = await parseAll(parser(), 'a,b\n"1\n1",2\n\n3,4\n5\n');
    expect(rows.map(({ kind, line }) => [kind, line])).toEqual([
      ['record', 2],
      ['record', 5],
      ['bad', 6],
    ]);
  });

  it('reads a file without header by the names of the settings, in windows-1252', async () => {
    const rows = await parseAll(
      parser({ header: false, columns: ['city', 'n'], skipLines: 1 }),
      Buffer.from('Kopf\nK\u00f6ln,1\n', 'latin1'),
      'windows-1252',
    );
    expect(rows).toEqual([{ kind: 'record', line: 2, record: { city: 'Köln', n: '1' } }]);
  });

  it('passes over a byte order mark', async () => {
    expect(recordsOf(await parseAll(parser(), '\uFEFFa\n1\n'))).toEqual([{ a: '1' }]);
  });

  it('is unreadable in another encoding, and says what to set', async () => {
    await expect(parseAll(parser(), Buffer.from('a\nK\u00f6ln\n', 'latin1'))).rejects.toThrow(
      /not utf-8.*set its encoding/,
    );
  });

  it('is unreadable with a header that nobody expects', async () => {
    await expect(parseAll(parser({ columns: ['a', 'b'] }), 'a,c\n1,2\n')).rejects.toThrow(
      'the header lacks b; the header has c, which nobody expects',
    );
    await expect(parseAll(parser(), 'a,a\n1,2\n')).rejects.toThrow('names the column "a" twice');
  });

  it('reads back whatever is written as RFC 4180 says', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', '€') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1 }), async (rows) => {
        const text = ['a,b', ...rows.map(([a, b]) => `${quoted(a)},${quoted(b)}`), ''].join('\r\n');
        expect(recordsOf(await parseAll(parser(), text))).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
      { numRuns: 60 },
    );
  });
});
