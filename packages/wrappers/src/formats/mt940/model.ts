import type { Direction } from '../amounts/direction.js';

/** One customer statement (MT940) or interim report (MT942). */
export interface Mt940Statement {
  readonly line: number;
  readonly message: 'MT940' | 'MT942';
  /** Field 20. */
  readonly reference: string | null;
  /** Field 25, as the bank writes it. */
  readonly account: string | null;
  /** Field 28 or 28C, before and after the slash. */
  readonly statementNumber: string | null;
  readonly sequenceNumber: string | null;
  readonly openingBalance: Mt940Balance | null;
  readonly closingBalance: Mt940Balance | null;
  /** Field 64. */
  readonly availableBalance: Mt940Balance | null;
  readonly transactions: readonly Mt940Transaction[];
  /** Field 86 after the closing balance. */
  readonly information: string | null;
}

export interface Mt940Balance {
  readonly line: number;
  /** Option M: of a page, not of the statement. */
  readonly intermediate: boolean;
  /** With sign: a debit balance is negative. */
  readonly amount: string;
  readonly currency: string;
  readonly date: string;
}

/** Field 61 with the fields 86 after it. */
export interface Mt940Transaction extends StatementLine {
  readonly line: number;
  /** Null in a report that names no currency. */
  readonly currency: string | null;
  readonly information: TransactionInformation;
}

export interface StatementLine {
  readonly valueDate: string;
  readonly entryDate: string | null;
  /** C, D, RC (credit undone), RD (debit undone), EC, ED (expected, MT942). */
  readonly mark: string;
  readonly direction: Direction;
  readonly reversal: boolean;
  /** Third letter of the currency code, where the bank gives it. */
  readonly fundsCode: string | null;
  /** With sign: money out is negative. */
  readonly amount: string;
  /** Such as NTRF: N, F or S and the kind of transaction. */
  readonly transactionType: string;
  readonly customerReference: string;
  readonly bankReference: string | null;
  /** What follows the references, on the same line or the next. */
  readonly supplementaryDetails: string;
}

/** Field 86, taken apart where it is in one of the common structures. */
export interface TransactionInformation {
  /** The lines as they are. */
  readonly text: string;
  /** Three digits of the business transaction code (GVC) of structured fields. */
  readonly transactionCode: string | null;
  readonly postingText: string | null;
  readonly remittance: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyAccount: string | null;
  readonly counterpartyBic: string | null;
  readonly endToEndId: string | null;
  readonly mandateId: string | null;
}
