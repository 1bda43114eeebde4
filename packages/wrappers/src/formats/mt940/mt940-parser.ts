import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import type { ParsedRow } from '../record-parser.js';
import { textParser } from '../text/text-parser.js';
import type { Mt940Balance, Mt940Statement } from './model.js';
import { readMt940 } from './read-mt940.js';

interface LinedRecord {
  readonly line: number;
  readonly record: Readonly<Record<string, JsonValue>>;
}

/**
 * MT940 customer statements and MT942 interim reports. Source: SWIFT Standards MT, category 9, Cash Management and
 * Customer Status; field 86 as in the German DFÜ agreement, appendix 3, and as Dutch banks have it. One record a
 * transaction.
 */
export const mt940Parser = parserOf('mt940', transactionRecords);

/** The same files; one record a statement, with its balances. */
export const mt940StatementsParser = parserOf('mt940-statements', (statement) => [
  { line: statement.line, record: statementRecord(statement) },
]);

function parserOf(format: string, recordsOf: (statement: Mt940Statement) => Iterable<LinedRecord>) {
  return textParser({
    format,
    *read(text): Generator<ParsedRow> {
      const { statements, bad } = readMt940(text);
      for (const statement of statements) {
        for (const { line, record } of recordsOf(statement)) yield { kind: 'record', line, record };
      }
      yield* bad;
    },
  });
}

function* transactionRecords(statement: Mt940Statement): Generator<LinedRecord> {
  const { message, reference, account, statementNumber, sequenceNumber } = statement;
  for (const { line, information, ...transaction } of statement.transactions) {
    const { text: details, ...parts } = information;
    const about = { message, statementReference: reference, account, statementNumber, sequenceNumber };
    yield { line, record: { ...about, ...transaction, details, ...parts } };
  }
}

function statementRecord({ transactions, ...statement }: Mt940Statement) {
  const { line: _line, openingBalance, closingBalance, availableBalance, ...rest } = statement;
  return {
    ...rest,
    openingBalance: balanceRecord(openingBalance),
    closingBalance: balanceRecord(closingBalance),
    availableBalance: balanceRecord(availableBalance),
    transactions: transactions.length,
  };
}

function balanceRecord(balance: Mt940Balance | null) {
  if (balance === null) return null;
  const { intermediate, amount, currency, date } = balance;
  return { intermediate, amount, currency, date };
}
