import type { Direction } from '../amounts/direction.js';

export interface CamtDocument {
  readonly message: 'camt.052' | 'camt.053' | 'camt.054';
  /** Of the message definition, from the namespace: 2 and up. */
  readonly version: number;
  readonly messageId: string | null;
  readonly createdAt: string | null;
  /** Reports (052), statements (053) or notifications (054). */
  readonly statements: readonly CamtStatement[];
}

export interface CamtStatement {
  readonly line: number;
  readonly id: string | null;
  readonly sequenceNumber: string | null;
  readonly createdAt: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly account: CamtAccount;
  readonly balances: readonly CamtBalance[];
  readonly entries: readonly CamtEntry[];
}

export interface CamtAccount {
  readonly iban: string | null;
  /** Where there is no IBAN. */
  readonly otherId: string | null;
  readonly currency: string | null;
  readonly owner: string | null;
  readonly servicerBic: string | null;
}

export interface CamtBalance {
  readonly line: number;
  /** ISO 20022 external code, such as OPBD (opening booked) or CLBD (closing booked), or a bank's own. */
  readonly type: string;
  /** With sign: a debit balance is negative. */
  readonly amount: string;
  readonly currency: string;
  readonly date: string | null;
}

/** Amounts with sign: a debit is negative. */
export interface CamtEntry {
  readonly line: number;
  readonly reference: string | null;
  readonly accountServicerReference: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly direction: Direction;
  /** The entry undoes an earlier one; `direction` is that of this entry. */
  readonly reversal: boolean;
  /** BOOK (booked), PDNG (pending), INFO or FUTR. */
  readonly status: string;
  readonly bookingDate: string | null;
  readonly valueDate: string | null;
  /** Domain, family and sub-family joined by `/`, such as PMNT/RCDT/ESCT. */
  readonly bankTransactionCode: string | null;
  readonly proprietaryCode: string | null;
  readonly additionalInformation: string | null;
  /** What the entry is made of; none where the bank gives no details. */
  readonly transactions: readonly CamtTransaction[];
}

export interface CamtTransaction {
  readonly line: number;
  /** With sign; null where only the entry has an amount. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly direction: Direction | null;
  readonly accountServicerReference: string | null;
  readonly endToEndId: string | null;
  readonly instructionId: string | null;
  readonly transactionId: string | null;
  readonly mandateId: string | null;
  readonly paymentInformationId: string | null;
  readonly bankTransactionCode: string | null;
  readonly proprietaryCode: string | null;
  readonly debtor: CamtParty;
  readonly creditor: CamtParty;
  /** Unstructured remittance information, line by line. */
  readonly remittance: readonly string[];
  /** Structured creditor references (ISO 11649, QR, ISR and the like). */
  readonly creditorReferences: readonly string[];
  /** ISO 20022 external code of why a payment came back, such as AC04. */
  readonly returnReason: string | null;
  readonly additionalInformation: string | null;
}

export interface CamtParty {
  readonly name: string | null;
  /** IBAN, or another number. */
  readonly account: string | null;
  readonly bic: string | null;
  readonly ultimateName: string | null;
}
