import { describe, expect, it } from 'vitest';
import { expectedFor, parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { mt940Parser, mt940StatementsParser } from './mt940-parser.js';

const SHARED = 'banking/mt940/jejik';

interface ExpectedTransaction {
  readonly amount: { readonly amount: string };
  readonly currency: string;
  readonly status: string;
  readonly funds_code: string | null;
  readonly id: string;
  readonly customer_reference: string;
  readonly bank_reference: string | null;
  readonly extra_details: string;
  readonly date: string;
  readonly entry_date?: string;
  readonly transaction_reference: string;
  readonly transaction_details: string;
}

/**
 * What the Python library mt940 gives, in our names. Two differences are ours on purpose: references lose the blanks
 * that fill them up, and field 86 after the closing balance is about the statement (ING), not its last transaction.
 */
function ours(transaction: ExpectedTransaction) {
  return {
    amount: transaction.amount.amount,
    currency: transaction.currency,
    mark: transaction.status,
    fundsCode: transaction.funds_code,
    transactionType: transaction.id,
    customerReference: transaction.customer_reference.trim(),
    bankReference: transaction.bank_reference,
    supplementaryDetails: transaction.extra_details,
    valueDate: transaction.date,
    entryDate: transaction.entry_date ?? null,
    statementReference: transaction.transaction_reference,
    details: transaction.transaction_details.replace(/\nD000004C000002D25,24C28,71\n-XXX$/, ''),
  };
}

describe('MT940 files of banks', () => {
  it.each(sampleFiles('mt940', SHARED, '.sta').map(({ name, bytes }) => [name, bytes] as const))(
    'reads the transactions of %s as the Python library mt940 does',
    async (name, bytes) => {
      const { records } = await parsed(mt940Parser, bytes);
      const expected = expectedFor('mt940', SHARED, `${name}.expected.json`) as { transactions: ExpectedTransaction[] };
      expect(records).toHaveLength(expected.transactions.length);
      for (const [index, transaction] of expected.transactions.entries()) {
        expect(records[index]).toMatchObject(ours(transaction));
      }
    },
  );

  it('takes the codes between slashes of Rabobank apart', async () => {
    const { records } = await parsed(mt940Parser, sample('mt940', 'rabobank-iban.sta'));
    expect(records[0]).toMatchObject({
      endToEndId: '01-01-2013 12:00 0030000987654321',
      counterpartyName: 'CONTRA ACCOUNT HOLDER',
      remittance: null,
    });
    expect(records[1]).toMatchObject({ counterpartyName: 'JOHN DOE', remittance: 'Reference 201301234' });
  });

  it('takes the numbered subfields of Triodos apart, across lines', async () => {
    const { records } = await parsed(mt940Parser, sample('mt940', 'triodos.sta'));
    expect(records[0]).toMatchObject({
      transactionCode: '000',
      counterpartyAccount: '0390123456',
      remittance: 'ALGEMENE TUSSENREKENING KOSTEN VAN 01-10-2010 TOT EN MET 31-12-2010',
    });
  });

  it('says where opening balance and transactions do not make the closing balance', async () => {
    const { bad } = await parsed(mt940Parser, sample('mt940', 'postfinance.sta'));
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [27, 'the balances do not agree: opening 229.2 and transactions -69.8 make 159.4, but closing is 159.6 CHF'],
    ]);
  });

  it('gives the statements with their balances', async () => {
    const { records } = await parsed(mt940StatementsParser, sample('mt940', 'postfinance.sta'));
    expect(records).toMatchObject([
      {
        statementNumber: '999',
        sequenceNumber: '1',
        openingBalance: { amount: '0', intermediate: false },
        closingBalance: { amount: '229.2', intermediate: true, date: '2014-04-07' },
        transactions: 2,
      },
      {
        statementNumber: '999',
        sequenceNumber: '2',
        openingBalance: { intermediate: true },
        closingBalance: { amount: '159.6', currency: 'CHF' },
      },
    ]);
  });

  it('keeps what comes after the closing balance as information on the statement', async () => {
    const { records } = await parsed(mt940StatementsParser, sample('mt940', 'ing.sta'));
    expect(records).toMatchObject([{ information: 'D000004C000002D25,24C28,71' }]);
  });
});

describe('an MT940 statement', () => {
  const statement = (...lines: string[]) =>
    [
      '{1:F01BANKDEFFXXXX0000000000}{2:I940X}{4:',
      ':20:REF',
      ':25:10020030/1234567',
      ':28C:5/1',
      ':60F:C240101EUR100,',
      ...lines,
      '-}',
    ].join('\r\n');

  it('has German subfields with the identifiers of SEPA payments', async () => {
    const text = statement(
      ':61:2401020102CR12,50NTRFNONREF//123',
      ':86:166?00SEPA-GUTSCHRIFT?109075?20EREF+INV-2024-7?21MREF+M1 SVWZ+Rechnung 7 vom?22 02.01.?30',
      'DEUTDEFFXXX?31DE02100100100006820101?32ERIKA MUSTER?33MANN?34000',
      ':62F:C240102EUR112,5',
    );
    const { records, bad } = await parsed(mt940Parser, text);
    expect(bad).toEqual([]);
    expect(records).toMatchObject([
      {
        amount: '12.50',
        fundsCode: 'R',
        transactionCode: '166',
        postingText: 'SEPA-GUTSCHRIFT',
        endToEndId: 'INV-2024-7',
        mandateId: 'M1',
        remittance: 'Rechnung 7 vom 02.01.',
        counterpartyBic: 'DEUTDEFFXXX',
        counterpartyAccount: 'DE02100100100006820101',
        counterpartyName: 'ERIKA MUSTERMANN',
      },
    ]);
  });

  it.each([
    ['C', '5.00', 'credit', false],
    ['D', '-5.00', 'debit', false],
    ['RC', '-5.00', 'debit', true],
    ['RD', '5.00', 'credit', true],
  ])('counts a %s of 5,00 as %s', async (mark, amount, direction, reversal) => {
    const { records } = await parsed(mt940Parser, statement(`:61:240102${mark}5,00NTRFNONREF`));
    expect(records).toMatchObject([{ amount, direction, reversal, mark }]);
  });

  it('has its entry date in the year next to the value date', async () => {
    const { records } = await parsed(
      mt940Parser,
      statement(':61:2401021230D1,NTRFNONREF', ':61:2312310102D1,NTRFNONREF'),
    );
    expect(records).toMatchObject([
      { valueDate: '2024-01-02', entryDate: '2023-12-30' },
      { valueDate: '2023-12-31', entryDate: '2024-01-02' },
    ]);
  });

  it('has a bad transaction set aside with its line, and the rest kept', async () => {
    const text = statement(
      ':61:240102D1,NTRFA',
      ':86:one',
      ':61:240102X1,NTRFB',
      ':86:two',
      ':61:240102D3,NTRFC',
      ':86:three',
      ':62F:C240102EUR96,',
    );
    const { records, bad } = await parsed(mt940Parser, text);
    expect(records.map(({ customerReference, details }) => [customerReference, details])).toEqual([
      ['A', 'one'],
      ['C', 'three'],
    ]);
    expect(bad).toMatchObject([{ line: 8, raw: ':61:240102X1,NTRFB' }]);
  });

  it('is said to be cut off when the closing balance is missing', async () => {
    const { records, bad } = await parsed(mt940Parser, statement(':61:240102D1,NTRFA'));
    expect(records).toHaveLength(1);
    expect(bad).toMatchObject([
      { line: 6, reason: 'field 62, the closing balance, is missing: the statement may be cut off' },
    ]);
  });

  it('may be an interim report, MT942, without balances', async () => {
    const text =
      ':20:R\n:25:NL91ABNA0417164300\n:28C:1\n:34F:EUR0,\n:13D:2401021200+0100\n:61:240102D7,5NTRFA\n:86:fee\n:90D:1EUR7,5\n-';
    const { records, bad } = await parsed(mt940Parser, text);
    expect(bad).toEqual([]);
    expect(records).toMatchObject([{ message: 'MT942', amount: '-7.5', currency: 'EUR', details: 'fee' }]);
  });

  it('is read as windows-1252 when it is not UTF-8', async () => {
    const text = Buffer.from(statement(':61:240102D1,NTRFA', ':86:M\u00fcller'), 'latin1');
    expect((await parsed(mt940Parser, text)).records).toMatchObject([{ details: 'M\u00fcller' }]);
  });
});
