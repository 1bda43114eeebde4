import { expect, it } from 'vitest';
import { ebcdicTable } from '../encodings/ebcdic.js';
import { parseAll, recordsOf } from '../testing/parse-all.js';
import { fixedWidthOptionsSchema } from './fixed-width-options.js';
import { fixedWidthParser } from './fixed-width-parser.js';

const fields = [
  { name: 'meter', start: 2, length: 4 },
  { name: 'value', start: 6, length: 5 },
];
const parser = (options: object = {}) => fixedWidthParser(fixedWidthOptionsSchema.parse({ fields, ...options }));
const ebcdic = (text: string) => Buffer.from(Array.from(text, (char) => (ebcdicTable('cp500') ?? '').indexOf(char)));

it('takes fields by their position, passes over other kinds of lines, and sets short ones aside', async () => {
  const rows = await parseAll(parser({ startsWith: 'R' }), 'H2026\r\nRÉ-1 00012\r\nR12\r\nRE-2 7\r\nT2\r\n');
  expect(rows).toEqual([
    { kind: 'record', line: 2, record: { meter: 'É-1', value: '00012' } },
    { kind: 'bad', line: 3, reason: '3 characters; the last field begins at 6', raw: 'R12' },
    { kind: 'record', line: 4, record: { meter: 'E-2', value: '7' } },
  ]);
});

it('cuts EBCDIC records of one length, and lines of EBCDIC', async () => {
  const records = await parseAll(parser({ recordLength: 10 }), ebcdic('RE-1 00012RE-2 00013'), 'cp500');
  expect(recordsOf(records)).toEqual([
    { meter: 'E-1', value: '00012' },
    { meter: 'E-2', value: '00013' },
  ]);
  const lines = Buffer.concat([ebcdic('RE-1 00012'), Buffer.from([0x15]), ebcdic('RE-2 00013'), Buffer.from([0x25])]);
  expect(await parseAll(parser(), lines, 'cp500')).toEqual(records);
});

it('refuses to count bytes where characters have several', async () => {
  await expect(parseAll(parser({ recordLength: 10 }), 'RE-1 00012', 'utf-8')).rejects.toThrow(/one byte a character/);
});
