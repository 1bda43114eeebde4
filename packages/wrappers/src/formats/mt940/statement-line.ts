import { decimalText, negated } from '../amounts/decimal.js';
import { dateOfShortDigits, isoDate } from '../dates/iso-date.js';
import type { StatementLine } from './model.js';

/** SWIFT SR, MT940 field 61: value date, entry date, mark, funds code, amount, type, references. */
const FORMAT = /^(\d{6})(\d{4})?(R[CD]|E[CD]|[CD])([A-Z])?(\d[\d,]{0,24})([A-Z][A-Z0-9 ]{3})(.*)$/;

/** Characters of the customer's reference; what is beyond is further details, which some Dutch banks put there. */
const REFERENCE = 16;

/** Field 61, or what is wrong with it. */
export function readStatementLine([first = '', ...more]: readonly string[]): StatementLine | string {
  const match = FORMAT.exec(first);
  if (match === null) return 'it is not in the form of field 61: date, C or D, amount, type, reference';
  const [, value = '', entry, mark = '', fundsCode, digits = '', transactionType = '', rest = ''] = match;
  const valueDate = dateOfShortDigits(value);
  const number = decimalText(digits, ',');
  if (valueDate === undefined) return `the value date "${value}" is not a date`;
  if (number === undefined) return `the amount "${digits}" is not an amount with a comma`;
  const entryDate = entry === undefined ? null : entryDateNear(valueDate, entry);
  if (entryDate === undefined) return `the entry date "${entry}" is not a date`;
  // Undoing a credit takes money out, undoing a debit brings it back.
  const out = ['D', 'ED', 'RC'].includes(mark);
  return {
    valueDate,
    entryDate,
    mark,
    direction: out ? 'debit' : 'credit',
    reversal: mark.startsWith('R'),
    fundsCode: fundsCode ?? null,
    amount: out ? negated(number) : number,
    transactionType,
    ...references(rest, more),
  };
}

function references(rest: string, more: readonly string[]) {
  const slashes = rest.indexOf('//');
  const hasBank = slashes >= 0 && slashes <= REFERENCE;
  const beyond = hasBank ? '' : rest.slice(REFERENCE);
  return {
    customerReference: rest.slice(0, hasBank ? slashes : REFERENCE).trim(),
    bankReference: hasBank ? rest.slice(slashes + 2).trim() : null,
    supplementaryDetails: [beyond, ...more]
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n'),
  };
}

/** The entry date has no year: it is the one that puts it nearest to the value date. */
function entryDateNear(valueDate: string, monthAndDay: string): string | undefined {
  const year = Number(valueDate.slice(0, 4));
  const dates = [year - 1, year, year + 1].flatMap(
    (each) => isoDate(String(each), monthAndDay.slice(0, 2), monthAndDay.slice(2)) ?? [],
  );
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(valueDate));
  return dates.toSorted((one, other) => distance(one) - distance(other))[0];
}
