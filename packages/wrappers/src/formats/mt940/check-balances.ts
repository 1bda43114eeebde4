import { sameNumber, sumOf } from '../amounts/decimal.js';
import type { Mt940Statement } from './model.js';

/** Opening balance plus transactions must be the closing balance. Undefined when it is, or when it cannot be told. */
export function balanceFault({ openingBalance, closingBalance, transactions }: Mt940Statement) {
  if (openingBalance === null || closingBalance === null) return undefined;
  if (openingBalance.currency !== closingBalance.currency) return undefined;
  const movement = sumOf(transactions.map(({ amount }) => amount));
  const expected = sumOf([openingBalance.amount, movement]);
  if (sameNumber(expected, closingBalance.amount)) return undefined;
  const reason = `the balances do not agree: opening ${openingBalance.amount} and transactions ${movement} make ${expected}, but closing is ${closingBalance.amount} ${closingBalance.currency}`;
  return { line: closingBalance.line, reason };
}
