import { decimalText } from '../amounts/decimal.js';
import { signed } from '../amounts/direction.js';
import type { Direction } from '../amounts/direction.js';
import { isoDate } from '../dates/iso-date.js';
import { elementAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';

/** Collects what is wrong with an element while it is read. */
export type Faults = string[];

export interface CamtAmount {
  /** With the sign of its direction. */
  readonly amount: string;
  readonly currency: string;
  readonly direction: Direction;
}

/** `Amt` with `Ccy` and the direction beside it, which is that of `outer` where the element has none. */
export function readAmount(element: XmlElement, amount: XmlElement, outer: Direction | undefined, faults: Faults) {
  const number = decimalText(amount.text);
  const currency = amount.attributes.get('Ccy') ?? '';
  const direction = readDirection(element) ?? outer;
  if (number === undefined || number.startsWith('-')) faults.push(`Amt "${amount.text}" is not an amount`);
  if (!/^[A-Z]{3}$/.test(currency)) faults.push(`the currency "${currency}" is not one of ISO 4217`);
  if (direction === undefined) faults.push('CdtDbtInd is neither CRDT nor DBIT');
  if (number === undefined || direction === undefined) return undefined;
  return { amount: signed(number, direction), currency, direction } satisfies CamtAmount;
}

export function readDirection(element: XmlElement): Direction | undefined {
  const mark = textAt(element, 'CdtDbtInd');
  return mark === 'CRDT' ? 'credit' : mark === 'DBIT' ? 'debit' : undefined;
}

/** A date of ISO 20022's choice of `Dt` and `DtTm`, as the day it names; null when there is none. */
export function readDate(element: XmlElement, path: string, faults: Faults): string | null {
  const choice = elementAt(element, path);
  if (choice === undefined) return null;
  const text = textAt(choice, 'Dt', 'DtTm') ?? choice.text;
  const match = /^(\d{4})-(\d{2})-(\d{2})(T.*|Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const date = isoDate(match?.[1] ?? '', match?.[2] ?? '', match?.[3] ?? '');
  if (date === undefined) faults.push(`${path} "${text}" is not a date`);
  return date ?? null;
}

/** A code of ISO's or of the bank's own, whichever the choice holds. */
export function readBankTransactionCode(element: XmlElement): string | null {
  const domain = elementAt(element, 'BkTxCd/Domn');
  if (domain === undefined) return null;
  const parts = [textAt(domain, 'Cd'), textAt(domain, 'Fmly/Cd'), textAt(domain, 'Fmly/SubFmlyCd')];
  return parts.filter((part) => part !== null).join('/') || null;
}
