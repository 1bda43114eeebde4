import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import type { ParsedRow } from '../record-parser.js';
import { textParser } from '../text/text-parser.js';
import type { OfxStatement } from './model.js';
import { ofxEncoding } from './own-encoding.js';
import { readOfx } from './read-ofx.js';

interface LinedRecord {
  readonly line: number;
  readonly record: Readonly<Record<string, JsonValue>>;
}

/**
 * Open Financial Exchange, 1.x (SGML) and 2.x (XML): bank and credit card statements. Source: OFX 1.6 and 2.2, sections
 * 2, 3 and 11, ofx.net. One record a transaction.
 */
export const ofxParser = parserOf('ofx', transactionRecords);

/** The same files; one record a statement, with its balances. */
export const ofxStatementsParser = parserOf('ofx-statements', (statement) => [statementRecord(statement)]);

function parserOf(format: string, recordsOf: (statement: OfxStatement) => Iterable<LinedRecord>) {
  return textParser({
    format,
    ownEncoding: ofxEncoding,
    *read(text): Generator<ParsedRow> {
      const { statements, bad } = readOfx(text);
      for (const statement of statements) {
        for (const { line, record } of recordsOf(statement)) yield { kind: 'record', line, record };
      }
      yield* bad;
    },
  });
}

function* transactionRecords({
  kind,
  bankId,
  accountId,
  accountType,
  transactions,
}: OfxStatement): Generator<LinedRecord> {
  for (const { line, ...transaction } of transactions) {
    yield { line, record: { statement: kind, bankId, account: accountId, accountType, ...transaction } };
  }
}

function statementRecord({
  line,
  kind,
  accountId,
  ledgerBalance,
  availableBalance,
  transactions,
  ...rest
}: OfxStatement) {
  const record = {
    statement: kind,
    account: accountId,
    ...rest,
    ledgerBalance: ledgerBalance && { ...ledgerBalance },
    availableBalance: availableBalance && { ...availableBalance },
    transactions: transactions.length,
  };
  return { line, record };
}
