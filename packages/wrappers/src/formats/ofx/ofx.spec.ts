import { describe, expect, it } from 'vitest';
import { parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { ofxParser, ofxStatementsParser } from './ofx-parser.js';

/** Read off the files, with what their own library (ofxparse) tests of them: accounts and amounts. */
const FILES: Record<string, { accounts: readonly string[]; amounts: readonly string[] }> = {
  'bank_medium.ofx': { accounts: ['12300 000012345678'], amounts: ['-6.60', '-316.67', '-22.00'] },
  'checking.ofx': { accounts: ['1452687~7'], amounts: ['0.01', '-34.51', '-25.00'] },
  'multiple_accounts.ofx': { accounts: ['9100', '9200'], amounts: [] },
  'suncorp.ofx': { accounts: ['123456789'], amounts: ['-16.85'] },
};

describe('OFX files', () => {
  it.each(sampleFiles('ofx', 'banking/ofx', '.ofx').map(({ name, bytes }) => [name, bytes] as const))(
    'gives all accounts and transactions of %s',
    async (name, bytes) => {
      const transactions = await parsed(ofxParser, bytes);
      const statements = await parsed(ofxStatementsParser, bytes);
      expect([transactions.bad, statements.bad]).toEqual([[], []]);
      expect(transactions.records.map(({ amount }) => amount)).toEqual(FILES[name]?.amounts);
      expect(statements.records.map(({ account }) => account)).toEqual(FILES[name]?.accounts);
    },
  );

  it('gives a transaction of SGML without end tags, with its zone', async () => {
    const { rows } = await parsed(ofxParser, sample('ofx', 'bank_medium.ofx'));
    expect(rows[1]).toMatchObject({
      line: 16,
      record: {
        statement: 'bank',
        bankId: '160000100',
        account: '12300 000012345678',
        accountType: 'CHECKING',
        currency: 'CAD',
        type: 'CHECK',
        postedDate: '2009-04-02',
        postedAt: '2009-04-02T12:20:17-05:00',
        amount: '-316.67',
        direction: 'debit',
        fitId: '0000123456782009040200004',
        checkNumber: '0',
        name: "Joe's Bald Hairstyles",
        memo: "MISCELLANEOUS PAYMENTS;Joe's Bald Hairstyles",
      },
    });
  });

  it('gives balances with the time they are of', async () => {
    const { records } = await parsed(ofxStatementsParser, sample('ofx', 'checking.ofx'));
    expect(records).toMatchObject([
      {
        ledgerBalance: { amount: '100.99', asOf: '2013-05-25T22:57:31.258Z' },
        availableBalance: { amount: '75.99' },
        from: '2000-01-01T07:00:00Z',
        transactions: 3,
      },
    ]);
  });

  it('takes CDATA of OFX 2 as text', async () => {
    const { records } = await parsed(ofxParser, sample('ofx', 'suncorp.ofx'));
    expect(records).toMatchObject([{ name: 'EFTPOS WDL HANDYWAY ALDI STORE', postedAt: '2013-12-15' }]);
  });
});

describe('an OFX 1.x statement', () => {
  const transaction = (amount: string, id: string, more = '') =>
    `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240102<TRNAMT>${amount}<FITID>${id}${more}</STMTTRN>`;
  const statement = (...lines: string[]) =>
    [
      'OFXHEADER:100',
      'CHARSET:1252',
      '',
      '<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>',
      ...lines,
      '</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
    ].join('\n');

  it('may have a comma in its amounts', async () => {
    const { records, bad } = await parsed(ofxParser, statement(transaction('-1234,50', 'a'), transaction('+7', 'b')));
    expect(bad).toEqual([]);
    expect(records.map(({ amount }) => amount)).toEqual(['-1234.50', '7']);
  });

  it.each(['1.234,50', '12 50', '', '1e3', 'abc'])(
    'has a transaction of "%s" set aside and the rest kept',
    async (amount) => {
      const text = statement(transaction('-1', 'a'), transaction(amount, 'b'), transaction('-3', 'c'));
      const { records, bad } = await parsed(ofxParser, text);
      expect(records.map(({ fitId }) => fitId)).toEqual(['a', 'c']);
      expect(bad).toMatchObject([{ line: 6 }]);
      expect(bad[0]?.raw).toContain('<FITID>b');
    },
  );

  it('has empty elements, ampersands and angle brackets that are no tags', async () => {
    const { records, bad } = await parsed(
      ofxParser,
      statement(transaction('-1', 'a', '<CHECKNUM><NAME>A &amp; B & C<MEMO>1 < 2 <3')),
    );
    expect(bad).toEqual([]);
    expect(records).toMatchObject([{ checkNumber: null, name: 'A & B & C', memo: '1 < 2 <3' }]);
  });

  it('may leave transactions unclosed', async () => {
    const open = (amount: string, id: string) => transaction(amount, id).replace('</STMTTRN>', '');
    const { records, bad } = await parsed(ofxParser, statement(open('-1', 'a'), open('-2', 'b')));
    expect(bad).toEqual([]);
    expect(records.map(({ amount, fitId }) => [amount, fitId])).toEqual([
      ['-1', 'a'],
      ['-2', 'b'],
    ]);
  });

  it('is in the encoding that its header names', async () => {
    const text = statement(transaction('-1', 'a', '<NAME>M\u00fcller \u20ac')).replaceAll('\u20ac', '\u0080');
    const { records } = await parsed(ofxParser, Buffer.from(text, 'latin1'));
    expect(records).toMatchObject([{ name: 'M\u00fcller \u20ac' }]);
  });

  it('gives what came before when it is cut off, and sets the last transaction aside', async () => {
    const text = statement(transaction('-1', 'a'), transaction('-2', 'b'));
    const { records, bad } = await parsed(ofxParser, text.slice(0, text.indexOf('b</STMTTRN>') + 1));
    expect(records.map(({ fitId }) => fitId)).toEqual(['a']);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [6, 'the transaction: the file ends within it'],
      [6, 'the file ends within <STMTTRN>: it may be cut off'],
    ]);
  });

  it.each([
    ['20240102', '2024-01-02'],
    ['20240102033000', '2024-01-02T03:30:00Z'],
    ['20240102033000.123[-5:EST]', '2024-01-02T03:30:00.123-05:00'],
    ['20240102033000[+5.5:IST]', '2024-01-02T03:30:00+05:30'],
    ['202401020330[0:GMT]', '2024-01-02T03:30:00Z'],
  ])('has the time %s for %s', async (written, at) => {
    const { records } = await parsed(ofxParser, statement(transaction('-1', 'a').replace('20240102', written)));
    expect(records).toMatchObject([{ postedAt: at, postedDate: '2024-01-02' }]);
  });

  it.each(['20240230', '2024', '20240102250000', 'x'])(
    'has a transaction of the time "%s" set aside',
    async (written) => {
      const { records, bad } = await parsed(ofxParser, statement(transaction('-1', 'a').replace('20240102', written)));
      expect(records).toEqual([]);
      expect(bad).toMatchObject([{ line: 5, reason: `the transaction: DTPOSTED "${written}" is not a date` }]);
    },
  );

  it('may be of a credit card', async () => {
    const text = statement(transaction('-1', 'a'))
      .replaceAll('BANKMSGSRSV1', 'CREDITCARDMSGSRSV1')
      .replaceAll('STMTTRNRS', 'CCSTMTTRNRS')
      .replaceAll('STMTRS', 'CCSTMTRS')
      .replaceAll('BANKACCTFROM', 'CCACCTFROM');
    const { records } = await parsed(ofxParser, text);
    expect(records).toMatchObject([{ statement: 'credit-card', account: '1', amount: '-1' }]);
  });

  it('says what it does not read, and what the bank refuses', async () => {
    const text =
      '<OFX>\n<INVSTMTMSGSRSV1></INVSTMTMSGSRSV1>\n<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR<MESSAGE>Account not found</STATUS></STMTTRNRS></BANKMSGSRSV1></OFX>';
    const { records, bad } = await parsed(ofxParser, text);
    expect(records).toEqual([]);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the bank refuses: 2003 Account not found'],
      [2, 'investment statements (INVSTMTMSGSRSV1) are not read'],
    ]);
  });
});
