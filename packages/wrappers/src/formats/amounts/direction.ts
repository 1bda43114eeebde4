import { negated } from './decimal.js';

/** Seen from the account: a credit is money in, a debit is money out. */
export type Direction = 'credit' | 'debit';

/** An amount without sign as one with sign: a debit is negative. */
export function signed(amount: string, direction: Direction): string {
  return direction === 'debit' ? negated(amount) : amount;
}

export function directionOf(signedAmount: string): Direction {
  return signedAmount.startsWith('-') ? 'debit' : 'credit';
}
