import { sameNumber, sumOf } from '../amounts/decimal.js';
import type { CamtStatement } from './model.js';

/**
 * Opening balance plus booked entries must be the closing balance. Undefined when it is, or when it cannot be told: a
 * balance is missing, there are several, or the currencies differ.
 */
export function balanceFault({ balances, entries }: CamtStatement): { line: number; reason: string } | undefined {
  const opening = balances.filter(({ type }) => type === 'OPBD' || type === 'PRCD');
  const closing = balances.filter(({ type }) => type === 'CLBD');
  const [first] = opening.find(({ type }) => type === 'OPBD') ? opening.filter(({ type }) => type === 'OPBD') : opening;
  const [last, another] = closing;
  if (first === undefined || last === undefined || another !== undefined) return undefined;
  const booked = entries.filter(({ status }) => status === 'BOOK');
  if ([first, ...booked].some(({ currency }) => currency !== last.currency)) return undefined;
  const movement = sumOf(booked.map(({ amount }) => amount));
  const expected = sumOf([first.amount, movement]);
  if (sameNumber(expected, last.amount)) return undefined;
  const reason = `the balances do not agree: opening ${first.amount} and entries ${movement} make ${expected}, but closing is ${last.amount} ${last.currency}`;
  return { line: last.line, reason };
}
