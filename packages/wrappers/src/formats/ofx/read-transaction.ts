import { decimalText } from '../amounts/decimal.js';
import { directionOf } from '../amounts/direction.js';
import { textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import type { OfxTransaction } from './model.js';
import { readOfxTime } from './ofx-time.js';

/** STMTTRN, or what is wrong with it. `currency` is that of the statement. */
export function readTransaction(element: XmlElement, currency: string | null): OfxTransaction | string {
  const amountText = textAt(element, 'TRNAMT') ?? '';
  const postedText = textAt(element, 'DTPOSTED') ?? '';
  // OFX 1.6, section 3.2.9.1: a point or a comma, and nothing between the thousands.
  const amount = decimalText(amountText, 'either');
  const posted = readOfxTime(postedText);
  const fitId = textAt(element, 'FITID');
  const faults: string[] = [];
  if (amount === undefined)
    faults.push(amountText === '' ? 'TRNAMT is missing' : `TRNAMT "${amountText}" is not an amount`);
  if (posted === undefined)
    faults.push(postedText === '' ? 'DTPOSTED is missing' : `DTPOSTED "${postedText}" is not a date`);
  if (fitId === null) faults.push('FITID is missing');
  if (amount === undefined || posted === undefined || fitId === null) return faults.join('; ');
  const time = (name: string) => readOfxTime(textAt(element, name) ?? '')?.at ?? null;
  return {
    line: element.line,
    type: textAt(element, 'TRNTYPE'),
    postedDate: posted.date,
    postedAt: posted.at,
    initiatedAt: time('DTUSER'),
    availableAt: time('DTAVAIL'),
    amount,
    direction: directionOf(amount),
    currency: textAt(element, 'CURRENCY/CURSYM') ?? currency,
    fitId,
    correctsFitId: textAt(element, 'CORRECTFITID'),
    correctAction: textAt(element, 'CORRECTACTION'),
    checkNumber: textAt(element, 'CHECKNUM'),
    referenceNumber: textAt(element, 'REFNUM'),
    name: textAt(element, 'NAME', 'PAYEE/NAME'),
    memo: textAt(element, 'MEMO'),
    counterpartyAccount: textAt(element, 'BANKACCTTO/ACCTID', 'CCACCTTO/ACCTID'),
    counterpartyBankId: textAt(element, 'BANKACCTTO/BANKID'),
  };
}
