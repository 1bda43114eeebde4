import { directionOf } from '../amounts/direction.js';
import type { CamtDocument, CamtEntry, CamtStatement, CamtTransaction } from './model.js';

/** One payment with what its entry and its statement say about it. Amounts have a sign: a debit is negative. */
export type CamtTransactionRecord = ReturnType<typeof transactionRecord>;
/** One statement with its balances. */
export type CamtStatementRecord = ReturnType<typeof statementRecord>;

export interface LinedRecord<T> {
  readonly line: number;
  readonly record: T;
}

/**
 * One record a payment. An entry without details, or with several of which one has no amount of its own, is one record,
 * so that no amount is lost or counted twice.
 */
export function* transactionRecords(document: CamtDocument): Generator<LinedRecord<CamtTransactionRecord>> {
  for (const statement of document.statements) {
    for (const entry of statement.entries) {
      const { transactions } = entry;
      const apart = transactions.length === 1 || transactions.every(({ amount }) => amount !== null);
      if (transactions.length === 0 || !apart) {
        yield { line: entry.line, record: transactionRecord(document, statement, entry, undefined) };
      } else {
        for (const transaction of transactions) {
          yield { line: transaction.line, record: transactionRecord(document, statement, entry, transaction) };
        }
      }
    }
  }
}

function transactionRecord(
  { message }: CamtDocument,
  { id, account }: CamtStatement,
  entry: CamtEntry,
  transaction: CamtTransaction | undefined,
) {
  const amount = transaction?.amount ?? entry.amount;
  const direction = transaction?.direction ?? entry.direction;
  const other = direction === 'credit' ? transaction?.debtor : transaction?.creditor;
  return {
    message,
    statementId: id,
    account: account.iban ?? account.otherId,
    accountIban: account.iban,
    entryReference: entry.reference,
    entryAmount: entry.amount,
    entryCurrency: entry.currency,
    amount,
    currency: transaction?.currency ?? entry.currency,
    direction,
    reversal: entry.reversal,
    status: entry.status,
    bookingDate: entry.bookingDate,
    valueDate: entry.valueDate,
    accountServicerReference: transaction?.accountServicerReference ?? entry.accountServicerReference,
    endToEndId: transaction?.endToEndId ?? null,
    instructionId: transaction?.instructionId ?? null,
    transactionId: transaction?.transactionId ?? null,
    mandateId: transaction?.mandateId ?? null,
    paymentInformationId: transaction?.paymentInformationId ?? null,
    bankTransactionCode: transaction?.bankTransactionCode ?? entry.bankTransactionCode,
    proprietaryCode: transaction?.proprietaryCode ?? entry.proprietaryCode,
    counterpartyName: other?.name ?? null,
    counterpartyAccount: other?.account ?? null,
    counterpartyBic: other?.bic ?? null,
    ultimateCounterpartyName: other?.ultimateName ?? null,
    remittance: transaction?.remittance ?? [],
    creditorReferences: transaction?.creditorReferences ?? [],
    returnReason: transaction?.returnReason ?? null,
    additionalInformation: transaction?.additionalInformation ?? entry.additionalInformation,
  };
}

export function* statementRecords(document: CamtDocument): Generator<LinedRecord<CamtStatementRecord>> {
  for (const statement of document.statements) {
    yield { line: statement.line, record: statementRecord(document, statement) };
  }
}

function statementRecord({ message, version, messageId }: CamtDocument, statement: CamtStatement) {
  const { account, balances, entries } = statement;
  return {
    message,
    version,
    messageId,
    statementId: statement.id,
    sequenceNumber: statement.sequenceNumber,
    createdAt: statement.createdAt,
    from: statement.from,
    to: statement.to,
    account: account.iban ?? account.otherId,
    accountIban: account.iban,
    accountCurrency: account.currency,
    accountOwner: account.owner,
    servicerBic: account.servicerBic,
    entries: entries.length,
    balances: balances.map(({ type, amount, currency, date }) => ({
      type,
      amount,
      currency,
      date,
      direction: directionOf(amount),
    })),
  };
}
