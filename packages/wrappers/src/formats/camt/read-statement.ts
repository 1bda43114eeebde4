import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementAt, elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import type { CamtBalance, CamtEntry, CamtStatement } from './model.js';
import { readEntry } from './read-entry.js';
import { readAmount, readDate } from './read-values.js';
import type { Faults } from './read-values.js';

/** `Rpt`, `Stmt` or `Ntfctn`, with what was set aside of it. */
export function readStatement(element: XmlElement): { readonly statement: CamtStatement; readonly bad: BadRow[] } {
  const bad: BadRow[] = [];
  const balances: CamtBalance[] = [];
  const entries: CamtEntry[] = [];
  for (const each of elementsAt(element, 'Bal')) keep(readBalance(each), balances, bad);
  for (const each of elementsAt(element, 'Ntry')) keep(readEntry(each), entries, bad);
  const statement = {
    line: element.line,
    id: textAt(element, 'Id'),
    sequenceNumber: textAt(element, 'ElctrncSeqNb', 'LglSeqNb'),
    createdAt: textAt(element, 'CreDtTm'),
    from: textAt(element, 'FrToDt/FrDtTm'),
    to: textAt(element, 'FrToDt/ToDtTm'),
    account: {
      iban: textAt(element, 'Acct/Id/IBAN'),
      otherId: textAt(element, 'Acct/Id/Othr/Id'),
      currency: textAt(element, 'Acct/Ccy'),
      owner: textAt(element, 'Acct/Ownr/Nm', 'Acct/Ownr/Pty/Nm'),
      servicerBic: textAt(element, 'Acct/Svcr/FinInstnId/BICFI', 'Acct/Svcr/FinInstnId/BIC'),
    },
    balances,
    entries,
  };
  return { statement, bad };
}

function keep<T extends object>(read: T | BadRow, good: T[], bad: BadRow[]): void {
  if ('kind' in read && read.kind === 'bad') bad.push(read);
  else good.push(read as T);
}

function readBalance(element: XmlElement): CamtBalance | BadRow {
  const faults: Faults = [];
  const amountElement = elementAt(element, 'Amt');
  const amount = amountElement && readAmount(element, amountElement, undefined, faults);
  const type = textAt(element, 'Tp/CdOrPrtry/Cd', 'Tp/CdOrPrtry/Prtry');
  if (amountElement === undefined) faults.push('Amt is missing');
  if (type === null) faults.push('Tp is missing');
  const date = readDate(element, 'Dt', faults);
  if (amount === undefined || type === null || faults.length > 0) {
    return badRow(element.line, `the balance: ${faults.join('; ')}`, element.raw());
  }
  return { line: element.line, type, amount: amount.amount, currency: amount.currency, date };
}
