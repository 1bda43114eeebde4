import { decimalText } from '../amounts/decimal.js';
import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementAt, elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import type { OfxBalance, OfxStatement, OfxTransaction } from './model.js';
import { readOfxTime } from './ofx-time.js';
import { readTransaction } from './read-transaction.js';

/** STMTRS or CCSTMTRS, with what was set aside of it. `cut`: elements within which the file ends. */
export function readStatement(
  element: XmlElement,
  kind: OfxStatement['kind'],
  cut: readonly XmlElement[],
): { readonly statement: OfxStatement; readonly bad: readonly BadRow[] } {
  const bad: BadRow[] = [];
  const currency = textAt(element, 'CURDEF');
  const account = elementAt(element, 'BANKACCTFROM', 'CCACCTFROM');
  const accountId = account === undefined ? null : textAt(account, 'ACCTID');
  if (accountId === null) bad.push(badRow(element.line, 'the statement does not name its account (ACCTID)', ''));
  const transactions: OfxTransaction[] = [];
  for (const each of elementsAt(element, 'BANKTRANLIST/STMTTRN')) {
    const read = cut.includes(each) ? 'the file ends within it' : readTransaction(each, currency);
    if (typeof read === 'string') bad.push(badRow(each.line, `the transaction: ${read}`, each.raw()));
    else transactions.push(read);
  }
  const statement = {
    line: element.line,
    kind,
    bankId: account === undefined ? null : textAt(account, 'BANKID'),
    branchId: account === undefined ? null : textAt(account, 'BRANCHID'),
    accountId,
    accountType: account === undefined ? null : textAt(account, 'ACCTTYPE'),
    currency,
    from: timeAt(element, 'BANKTRANLIST/DTSTART'),
    to: timeAt(element, 'BANKTRANLIST/DTEND'),
    ledgerBalance: readBalance(element, 'LEDGERBAL', bad),
    availableBalance: readBalance(element, 'AVAILBAL', bad),
    transactions,
  };
  return { statement, bad };
}

function readBalance(statement: XmlElement, name: string, bad: BadRow[]): OfxBalance | null {
  const element = elementAt(statement, name);
  if (element === undefined) return null;
  const text = textAt(element, 'BALAMT') ?? '';
  const amount = decimalText(text, 'either');
  if (amount !== undefined) return { amount, asOf: timeAt(element, 'DTASOF') };
  bad.push(badRow(element.line, `${name}: BALAMT "${text}" is not an amount`, element.raw()));
  return null;
}

function timeAt(element: XmlElement, path: string): string | null {
  return readOfxTime(textAt(element, path) ?? '')?.at ?? null;
}
