import { centsText } from '../amounts/decimal.js';
import { at } from './fixed-field.js';

/** What a control record states and what the entries add up to. Money in cents. */
export interface Totals {
  readonly records: number;
  readonly hash: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

export const NOTHING: Totals = { records: 0, hash: 0n, debit: 0n, credit: 0n };

export function plus(one: Totals, other: Partial<Totals>): Totals {
  return {
    records: one.records + (other.records ?? 0),
    hash: one.hash + (other.hash ?? 0n),
    debit: one.debit + (other.debit ?? 0n),
    credit: one.credit + (other.credit ?? 0n),
  };
}

/** The hash is the sum of the banks' eight digits, of which the control record holds the last ten digits. */
const HASH = 10_000_000_000n;

/** How a control record differs from its entries. `first` is the position of its count of records, `width` its length. */
export function differences(record: string, first: number, width: number, totals: Totals): readonly string[] {
  const hash = first + width;
  const stated = {
    records: at(record, first, hash - 1),
    hash: at(record, hash, hash + 9),
    debit: at(record, hash + 10, hash + 21),
    credit: at(record, hash + 22, hash + 33),
  };
  const found: string[] = [];
  const compare = (name: string, text: string, sum: bigint, show: (value: bigint) => string) => {
    if (!/^\d+$/.test(text)) found.push(`${name} "${text}" is not a number`);
    else if (BigInt(text) !== sum) found.push(`${name} is ${show(BigInt(text))}, but the entries make ${show(sum)}`);
  };
  compare('the count of entries and addenda', stated.records, BigInt(totals.records), String);
  compare('the entry hash', stated.hash, totals.hash % HASH, String);
  compare('the total of debits', stated.debit, totals.debit, money);
  compare('the total of credits', stated.credit, totals.credit, money);
  return found;
}

function money(cents: bigint): string {
  return centsText(String(cents));
}
