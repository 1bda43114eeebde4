import { describe, expect, it } from 'vitest';
import { sumOf } from '../amounts/decimal.js';
import { parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { achParser } from './ach-parser.js';

/** The totals that the control records of the files state; the count of batches of one of them is wrong. */
const FILES: Record<string, { entries: number; debit: string; credit: string; reasons: readonly string[] }> = {
  'ppd-debit.ach': { entries: 1, debit: '1000000', credit: '0', reasons: [] },
  'ppd-mixedDebitCredit.ach': { entries: 3, debit: '2000000', credit: '2000000', reasons: [] },
  '20110805A.ach': {
    entries: 48,
    debit: '51010',
    credit: '2',
    reasons: ['the file: the count of batches is 000005, but there are 4'],
  },
};

const total = (records: readonly Record<string, unknown>[], direction: string) =>
  sumOf(records.filter((record) => record['direction'] === direction).map((record) => String(record['amount'])));

describe('ACH files', () => {
  it.each(sampleFiles('ach', 'banking/ach', '.ach').map(({ name, bytes }) => [name, bytes] as const))(
    'gives all entries of %s with the totals that its control records state',
    async (name, bytes) => {
      const { records, bad } = await parsed(achParser, bytes);
      const found = { entries: records.length, debit: total(records, 'debit'), credit: total(records, 'credit') };
      expect({ ...found, reasons: bad.map(({ reason }) => reason) }).toEqual(FILES[name]);
    },
  );

  it('gives an entry with what its batch and file say', async () => {
    const { rows } = await parsed(achParser, sample('ach', '20110805A.ach'));
    expect(rows[0]).toMatchObject({
      kind: 'record',
      line: 3,
      record: {
        immediateDestinationName: 'US BANK NA',
        fileCreatedAt: '2011-08-05T21:00:00',
        batchNumber: '0000001',
        entryClass: 'PPD',
        companyName: 'EXAMPLE COMPANY',
        entryDescription: 'BUY WIDGET',
        effectiveDate: '2011-08-08',
        transactionCode: '27',
        direction: 'debit',
        accountType: 'checking',
        routingNumber: '021200025',
        accountNumber: '998412345',
        amount: '270.00',
        individualId: 'A271',
        name: 'JULIAN PRICE',
        traceNumber: '042000010000001',
        addenda: [],
      },
    });
  });

  it('gives an international entry with its addenda and the name in them', async () => {
    const { records } = await parsed(achParser, sample('ach', '20110805A.ach'));
    const entry = records.find(({ name }) => name === 'HAYDEN BANKS');
    expect(entry).toMatchObject({
      entryClass: 'IAT',
      accountNumber: '998412345',
      amount: '1090.00',
      routingNumber: '091050234',
    });
    expect(((entry?.['addenda'] ?? []) as { type: string }[]).map(({ type }) => type)).toEqual([
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
    ]);
  });
});

describe('a faulty ACH file', () => {
  const lines = sample('ach', 'ppd-mixedDebitCredit.ach').toString('latin1').split('\n');
  const changed = (line: number, from: number, text: string) =>
    lines
      .map((each, index) =>
        index === line - 1 ? each.slice(0, from - 1) + text + each.slice(from - 1 + text.length) : each,
      )
      .join('\n');

  it.each([
    ['an amount', 4, 30, 'x', 'the amount "x100000000" is not ten digits'],
    ['a check digit', 4, 12, '5', 'the check digit of the routing number 231380105 is wrong'],
    ['a transaction code', 4, 2, '99', 'the transaction code "99" is not known'],
  ])('has the entry with %s that is wrong set aside, and the rest kept', async (_what, line, from, text, reason) => {
    const { records, bad } = await parsed(achParser, changed(line, from, text));
    expect(records.map(({ name }) => name)).toEqual(['Debit Account', 'Credit Account 2']);
    expect(bad).toMatchObject([{ line, reason }]);
  });

  it.each([
    ['the hash', 6, 11, '0069414031', 'batch 0000001: the entry hash is 69414031, but the entries make 69414030'],
    [
      'the debits',
      6,
      21,
      '000200000001',
      'batch 0000001: the total of debits is 2000000.01, but the entries make 2000000.00',
    ],
    [
      'the credits',
      7,
      44,
      '000100000000',
      'the file: the total of credits is 1000000.00, but the entries make 2000000.00',
    ],
    ['the count', 7, 14, '00000004', 'the file: the count of entries and addenda is 4, but the entries make 3'],
  ])('is reported when %s do not agree with the entries', async (_what, line, from, text, reason) => {
    const { records, bad } = await parsed(achParser, changed(line, from, text));
    expect(records).toHaveLength(3);
    expect(bad).toMatchObject([{ line, reason }]);
  });

  it('is reported when an entry was taken out on the way', async () => {
    const { bad } = await parsed(achParser, lines.filter((_, index) => index !== 3).join('\n'));
    expect(bad.map(({ line }) => line)).toEqual([5, 6]);
  });

  it('gives what came before when it is cut off', async () => {
    const { records, bad } = await parsed(achParser, lines.slice(0, 4).join('\n'));
    expect(records).toHaveLength(2);
    expect(bad).toMatchObject([
      { line: 4, reason: 'the file ends without a file control record (9): it may be cut off' },
    ]);
  });

  it('may have no ends of line at all', async () => {
    const { records, bad } = await parsed(achParser, lines.map((line) => line.padEnd(94)).join(''));
    expect(bad).toEqual([]);
    expect(records).toHaveLength(3);
  });

  it('gives the reason of a returned entry', async () => {
    const returned = `799R01121042880000001      12104288${' '.repeat(44)}091012980000001`;
    const all = [lines[0], lines[1], lines[2], returned].join('\n');
    const { records } = await parsed(achParser, all);
    expect(records).toMatchObject([{ returnReason: 'R01', originalTraceNumber: '121042880000001' }]);
  });
});
