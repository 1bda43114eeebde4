import { elementAt, elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import type { CamtEntry } from './model.js';
import { readTransaction } from './read-transaction.js';
import { readAmount, readBankTransactionCode, readDate } from './read-values.js';
import type { Faults } from './read-values.js';

/** `Ntry`: one booking, or why it is set aside; one that has a payment that cannot be read is set aside as a whole. */
export function readEntry(element: XmlElement): CamtEntry | BadRow {
  const faults: Faults = [];
  const amountElement = elementAt(element, 'Amt');
  const amount = amountElement && readAmount(element, amountElement, undefined, faults);
  // Version 8 put the status into Cd.
  const status = textAt(element, 'Sts/Cd', 'Sts/Prtry', 'Sts');
  if (amountElement === undefined) faults.push('Amt is missing');
  if (status === null) faults.push('Sts is missing');
  const entry = {
    line: element.line,
    reference: textAt(element, 'NtryRef'),
    accountServicerReference: textAt(element, 'AcctSvcrRef'),
    reversal: ['true', '1'].includes(textAt(element, 'RvslInd') ?? ''),
    bookingDate: readDate(element, 'BookgDt', faults),
    valueDate: readDate(element, 'ValDt', faults),
    bankTransactionCode: readBankTransactionCode(element),
    proprietaryCode: textAt(element, 'BkTxCd/Prtry/Cd'),
    additionalInformation: textAt(element, 'AddtlNtryInf'),
    transactions: elementsAt(element, 'NtryDtls/TxDtls').map((details) =>
      readTransaction(details, amount?.direction, faults),
    ),
  };
  if (amount === undefined || status === null || faults.length > 0) {
    return badRow(element.line, `the entry: ${faults.join('; ')}`, element.raw());
  }
  return { ...entry, ...amount, status };
}
