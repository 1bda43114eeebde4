import { decimalText, negated } from '../amounts/decimal.js';
import { dateOfShortDigits } from '../dates/iso-date.js';
import type { Mt940Balance } from './model.js';
import type { Field } from './split-messages.js';

/** Fields 60F, 60M, 62F, 62M and 64: mark, date, currency, amount. Or what is wrong. */
export function readBalance({ tag, line, lines }: Field): Mt940Balance | string {
  const text = lines[0] ?? '';
  const match = /^([CD])(\d{6})([A-Z]{3})(\d[\d,]*)$/.exec(text);
  const date = dateOfShortDigits(match?.[2] ?? '');
  const number = decimalText(match?.[4] ?? '', ',');
  if (match === null || date === undefined || number === undefined) {
    return `the balance "${text}" is not of the form C or D, date, currency, amount`;
  }
  const amount = match[1] === 'D' ? negated(number) : number;
  return { line, intermediate: tag.endsWith('M'), amount, currency: match[3] ?? '', date };
}
