import { centsText } from '../amounts/decimal.js';
import { at, optionalAt } from './fixed-field.js';
import type { AchAddendum, AchEntry } from './model.js';

type EntryDetail = Omit<
  AchEntry,
  'addenda' | 'returnReason' | 'changeCode' | 'correctedData' | 'originalTraceNumber'
> & { readonly cents: bigint };

const ACCOUNT_TYPES = { '2': 'checking', '3': 'savings', '4': 'general-ledger', '5': 'loan' } as const;

/** Record 6, or what is wrong with it. International entries (IAT) have the account elsewhere and no name. */
export function readEntry(record: string, entryClass: string): EntryDetail | string {
  const international = entryClass === 'IAT';
  const transactionCode = at(record, 2, 3);
  const routingNumber = at(record, 4, 12);
  const digits = at(record, 30, 39);
  const accountNumber = international ? at(record, 40, 74) : at(record, 13, 29);
  const kind = ACCOUNT_TYPES[transactionCode.charAt(0) as keyof typeof ACCOUNT_TYPES];
  if (kind === undefined || !/^([234][1-46-9]|5[1-6])$/.test(transactionCode)) {
    return `the transaction code "${transactionCode}" is not known`;
  }
  if (!/^\d{9}$/.test(routingNumber)) return `the routing number "${routingNumber}" is not nine digits`;
  if (!checkDigitFits(routingNumber)) return `the check digit of the routing number ${routingNumber} is wrong`;
  if (!/^\d{10}$/.test(digits)) return `the amount "${digits}" is not ten digits`;
  if (accountNumber === '') return 'the account number is missing';
  return {
    transactionCode,
    direction: transactionCode >= (kind === 'loan' ? '55' : `${transactionCode.charAt(0)}6`) ? 'debit' : 'credit',
    accountType: kind,
    prenote: /[38]$/.test(transactionCode),
    routingNumber,
    accountNumber,
    amount: centsText(digits),
    individualId: international ? null : optionalAt(record, 40, 54),
    name: international ? null : optionalAt(record, 55, 76),
    discretionaryData: international ? null : optionalAt(record, 77, 78),
    traceNumber: at(record, 80, 94),
    cents: BigInt(digits),
  };
}

/** NACHA operating rules, appendix 3: weights 3, 7, 1 make a multiple of ten. */
function checkDigitFits(routingNumber: string): boolean {
  const sum = [...routingNumber].reduce(
    (total, digit, index) => total + Number(digit) * ([3, 7, 1][index % 3] ?? 0),
    0,
  );
  return sum % 10 === 0;
}

export function readAddendum(record: string): AchAddendum {
  return { type: at(record, 2, 3), text: record.slice(3, 94).trimEnd() };
}

/** An entry together with what its addenda say. */
export function withAddenda({ cents: _cents, ...detail }: EntryDetail, addenda: readonly AchAddendum[]): AchEntry {
  const returned = addenda.find(({ type }) => type === '99');
  const change = addenda.find(({ type }) => type === '98');
  const about = returned ?? change;
  // The receiver's name of an international entry is in positions 47 to 81 of its first addendum.
  const receiver = addenda
    .find(({ type }) => type === '10')
    ?.text.slice(43, 78)
    .trim();
  return {
    ...detail,
    name: detail.name ?? (receiver || null),
    addenda,
    returnReason: returned?.text.slice(0, 3) ?? null,
    changeCode: change?.text.slice(0, 3) ?? null,
    correctedData: change?.text.slice(32, 61).trim() ?? null,
    originalTraceNumber: about?.text.slice(3, 18).trim() ?? null,
  };
}
