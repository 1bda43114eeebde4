import type { Direction } from '../amounts/direction.js';

/** A bank or credit card statement. */
export interface OfxStatement {
  readonly line: number;
  readonly kind: 'bank' | 'credit-card';
  readonly bankId: string | null;
  readonly branchId: string | null;
  readonly accountId: string | null;
  /** CHECKING, SAVINGS, MONEYMRKT, CREDITLINE, CD; null for a credit card. */
  readonly accountType: string | null;
  readonly currency: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly ledgerBalance: OfxBalance | null;
  readonly availableBalance: OfxBalance | null;
  readonly transactions: readonly OfxTransaction[];
}

export interface OfxBalance {
  readonly amount: string;
  readonly asOf: string | null;
}

export interface OfxTransaction {
  readonly line: number;
  /** Such as CREDIT, DEBIT, POS, CHECK, XFER. */
  readonly type: string | null;
  /** The day as the bank writes it, in its own zone. */
  readonly postedDate: string;
  /** With zone; without time when the bank gives none. */
  readonly postedAt: string;
  /** When the customer did it, where the bank says so. */
  readonly initiatedAt: string | null;
  readonly availableAt: string | null;
  /** With sign: money out is negative. */
  readonly amount: string;
  readonly direction: Direction;
  /** Of the amount: that of the statement, or of the transaction's own CURRENCY. */
  readonly currency: string | null;
  /** The bank's id of the transaction, the same whenever it is sent again. */
  readonly fitId: string;
  /** The id of an earlier transaction that this one puts right, and how: REPLACE or DELETE. */
  readonly correctsFitId: string | null;
  readonly correctAction: string | null;
  readonly checkNumber: string | null;
  readonly referenceNumber: string | null;
  readonly name: string | null;
  readonly memo: string | null;
  readonly counterpartyAccount: string | null;
  readonly counterpartyBankId: string | null;
}
