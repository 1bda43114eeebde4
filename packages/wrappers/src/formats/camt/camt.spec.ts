import { describe, expect, it } from 'vitest';
import { parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { camtParser, camtStatementsParser } from './camt-parser.js';

/** Counted by hand in the files: payments, statements, and whether balances could be checked. */
const FILES: Record<string, { transactions: number; statements: number; message: string; version: number }> = {
  'camt052.v2.xml': { transactions: 1, statements: 1, message: 'camt.052', version: 2 },
  'camt053.v2.minimal.xml': { transactions: 1, statements: 1, message: 'camt.053', version: 2 },
  'camt053.v2.multi.statement.xml': { transactions: 2, statements: 2, message: 'camt.053', version: 2 },
  'camt053.v4.xml': { transactions: 1, statements: 1, message: 'camt.053', version: 4 },
  'camt053.v8.xml': { transactions: 1, statements: 1, message: 'camt.053', version: 8 },
  'camt054.v4.xml': { transactions: 3, statements: 1, message: 'camt.054', version: 4 },
};

describe('camt files', () => {
  it.each(sampleFiles('camt', 'banking/camt', '.xml').map(({ name, bytes }) => [name, bytes] as const))(
    'gives all payments and statements of %s',
    async (name, bytes) => {
      const { transactions, statements, message, version } = FILES[name] ?? {};
      const payments = await parsed(camtParser, bytes);
      const whole = await parsed(camtStatementsParser, bytes);
      expect([payments.bad, whole.bad]).toEqual([[], []]);
      expect([payments.records.length, whole.records.length]).toEqual([transactions, statements]);
      expect(whole.records[0]).toMatchObject({ message, version });
    },
  );

  it('gives a payment with its references, counterparty and remittance', async () => {
    const { rows } = await parsed(camtParser, sample('camt', 'camt054.v4.xml'));
    expect(rows[0]).toMatchObject({ kind: 'record', line: 94 });
    expect(rows[2]).toMatchObject({
      kind: 'record',
      line: 258,
      record: {
        message: 'camt.054',
        accountIban: 'CH2801234000123456789',
        entryAmount: '-200000',
        entryCurrency: 'SEK',
        amount: '3.2',
        currency: 'CHF',
        direction: 'credit',
        status: 'BOOK',
        bookingDate: '2007-10-18',
        valueDate: '2007-10-18',
        accountServicerReference: 'ACSR160617103200001',
        endToEndId: 'UXC06170000006PI00001EE00002',
        instructionId: 'UXC06170000006PI00001II00002',
        bankTransactionCode: 'PMNT/ICDT/DMCT',
        proprietaryCode: 'Z24',
        counterpartyName: 'UNIFITS GmbH',
        counterpartyAccount: 'CH2801234000123456789',
        counterpartyBic: 'BANKCHZHXXX',
        remittance: [
          'Unstructured Remittance Information V3 block 1',
          'Unstructured Remittance Information V3 block 2',
        ],
        creditorReferences: ['Ref number V3 block 1', 'Ref number V3 block 2'],
        additionalInformation: 'Order',
      },
    });
  });

  it('finds names and the status where version 8 moved them', async () => {
    const { records } = await parsed(camtParser, sample('camt', 'camt053.v8.xml'));
    expect(records).toMatchObject([{ status: 'BOOK', counterpartyName: 'NAME NAME', bookingDate: '2014-12-31' }]);
  });

  it('gives balances with their sign', async () => {
    const { records } = await parsed(camtStatementsParser, sample('camt', 'camt053.v8.xml'));
    expect(records[0]).toMatchObject({
      balances: [
        { type: 'OPBD', amount: '18.15', currency: 'EUR', date: '2014-12-30', direction: 'credit' },
        { type: 'CLBD', amount: '-27.00', currency: 'SEK', direction: 'debit' },
        { type: 'OPAV', amount: '35.00', currency: 'CHF' },
        { type: 'CLAV', amount: '-2700', currency: 'JPY', date: '2014-12-31' },
      ],
    });
  });
});

describe('a camt.053 statement', () => {
  const balance = (type: string, amount: string, sign = 'CRDT') =>
    `<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>2024-01-02</Dt></Dt></Bal>`;
  const entry = (amount: string, sign = 'DBIT', details = '', status = '<Sts>BOOK</Sts>') =>
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${status}<BookgDt><Dt>2024-01-02</Dt></BookgDt>${details}</Ntry>`;
  const document = (...lines: string[]) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><c:BkToCstmrStmt><c:GrpHdr/><c:Stmt>',
      '<c:Id>S1</c:Id><c:Acct><c:Id><c:IBAN>DE02100100100006820101</c:IBAN></c:Id></c:Acct>',
      ...lines.map((line) => line.replace(/<(\/?)(?=\w)/g, '<$1c:')),
      '</c:Stmt></c:BkToCstmrStmt></c:Document>',
    ].join('\n');

  it('is in order when opening balance and booked entries make the closing balance, to the cent and beyond floats', async () => {
    const entries = ['0.10', '0.20', '9007199254740993.01'].map((amount) => entry(amount, 'CRDT'));
    const pending = entry('5.00', 'CRDT', '', '<Sts>PDNG</Sts>');
    const text = document(balance('OPBD', '0.03', 'DBIT'), ...entries, pending, balance('CLBD', '9007199254740993.28'));
    const { records, bad } = await parsed(camtParser, text);
    expect(bad).toEqual([]);
    expect(records.map(({ amount }) => amount)).toEqual(['0.10', '0.20', '9007199254740993.01', '5.00']);
  });

  it('is reported when the balances do not agree', async () => {
    const { records, bad } = await parsed(
      camtParser,
      document(balance('PRCD', '10.00'), entry('1.00'), balance('CLBD', '9.01')),
    );
    expect(records).toHaveLength(1);
    expect(bad).toMatchObject([
      { line: 6, reason: 'the balances do not agree: opening 10.00 and entries -1 make 9, but closing is 9.01 EUR' },
    ]);
  });

  it.each([
    ['<Amt Ccy="EUR">1,50</Amt>', 'the entry: Amt "1,50" is not an amount'],
    ['<Amt Ccy="EUR">-1.50</Amt>', 'the entry: Amt "-1.50" is not an amount'],
    ['<Amt Ccy="EUR">1e3</Amt>', 'the entry: Amt "1e3" is not an amount'],
    ['<Amt>1.00</Amt>', 'the entry: the currency "" is not one of ISO 4217'],
  ])('has an entry with %s set aside with its line and text, and the rest kept', async (amount, reason) => {
    const wrong = entry('1.00').replace('<Amt Ccy="EUR">1.00</Amt>', amount);
    const { records, bad } = await parsed(camtParser, document(entry('2.00'), wrong, entry('3.00')));
    expect(records.map((record) => record['amount'])).toEqual(['-2.00', '-3.00']);
    expect(bad).toMatchObject([{ line: 5, reason }]);
    expect(bad[0]?.raw).toMatch(/^<c:Ntry>.*<\/c:Ntry>$/);
  });

  it('has an entry set aside whose booking date is no day', async () => {
    const wrong = entry('1.00').replace('2024-01-02', '2023-02-29');
    const { records, bad } = await parsed(camtParser, document(wrong));
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 4, reason: 'the entry: BookgDt "2023-02-29" is not a date' }]);
  });

  it('gives an entry of several payments without amounts as one, so that nothing is counted twice', async () => {
    const details = '<NtryDtls><TxDtls><Refs/></TxDtls><TxDtls><Refs/></TxDtls></NtryDtls>';
    const { records } = await parsed(camtParser, document(entry('7.00', 'DBIT', details)));
    expect(records.map(({ amount }) => amount)).toEqual(['-7.00']);
  });

  it('gives each payment of an entry with its own amount, from AmtDtls in version 2', async () => {
    const payment = (amount: string) =>
      `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls></TxDtls>`;
    const details = `<NtryDtls>${payment('3.00')}${payment('4.00')}</NtryDtls>`;
    const { records } = await parsed(camtParser, document(entry('7.00', 'DBIT', details)));
    expect(records.map(({ amount }) => amount)).toEqual(['-3.00', '-4.00']);
  });
});

describe('a file that is no camt message', () => {
  it.each([
    [
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>',
      1,
      /^it is no camt.052, camt.053 or camt.054 message/,
    ],
    ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.01"/>', 1, /^version 1 of the message is not read/],
    ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>', 1, /^BkToCstmrStmt is missing/],
    ['<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "b">]>\n<d>&a;</d>', 2, /DOCTYPE/],
    ['<Document>\n<Stmt>\n</Document>', 3, /^it is not well-formed XML/],
    ['', 1, /^it is not well-formed XML/],
  ])('is one bad row: %s', async (text, line, reason) => {
    const { records, bad } = await parsed(camtParser, text);
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line, reason: expect.stringMatching(reason) }]);
  });
});
