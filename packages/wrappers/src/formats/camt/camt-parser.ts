import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import type { ParsedRow } from '../record-parser.js';
import { textParser } from '../text/text-parser.js';
import { xmlEncoding } from '../xml/own-encoding.js';
import type { CamtDocument } from './model.js';
import { readCamt } from './read-camt.js';
import { statementRecords, transactionRecords } from './records.js';
import type { LinedRecord } from './records.js';

/**
 * ISO 20022 cash management: camt.052 (account report), camt.053 (statement) and camt.054 (debit and credit
 * notification), versions 2 and up. Source: ISO 20022 message definitions, Bank-to-Customer Cash Management,
 * iso20022.org. One record a payment.
 */
export const camtParser = parserOf('camt', transactionRecords);

/** The same files; one record a statement, report or notification, with its balances. */
export const camtStatementsParser = parserOf('camt-statements', statementRecords);

function parserOf(
  format: string,
  recordsOf: (document: CamtDocument) => Iterable<LinedRecord<Readonly<Record<string, JsonValue>>>>,
) {
  return textParser({
    format,
    ownEncoding: xmlEncoding,
    *read(text): Generator<ParsedRow> {
      const { documents, bad } = readCamt(text);
      for (const document of documents) {
        for (const { line, record } of recordsOf(document)) yield { kind: 'record', line, record };
      }
      yield* bad;
    },
  });
}
