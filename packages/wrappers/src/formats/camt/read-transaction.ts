import type { Direction } from '../amounts/direction.js';
import { elementAt, textAt, textsAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import type { CamtParty, CamtTransaction } from './model.js';
import { readAmount, readBankTransactionCode, readDirection } from './read-values.js';
import type { Faults } from './read-values.js';

/** `TxDtls`: one payment of an entry. `outer` is the direction of the entry. */
export function readTransaction(details: XmlElement, outer: Direction | undefined, faults: Faults): CamtTransaction {
  // Version 3 and up have the amount in TxDtls, version 2 in AmtDtls.
  const amountElement = elementAt(details, 'Amt', 'AmtDtls/TxAmt/Amt');
  const amount = amountElement && readAmount(details, amountElement, outer, faults);
  return {
    line: details.line,
    amount: amount?.amount ?? null,
    currency: amount?.currency ?? null,
    direction: readDirection(details) ?? null,
    accountServicerReference: textAt(details, 'Refs/AcctSvcrRef'),
    endToEndId: textAt(details, 'Refs/EndToEndId'),
    instructionId: textAt(details, 'Refs/InstrId'),
    transactionId: textAt(details, 'Refs/TxId'),
    mandateId: textAt(details, 'Refs/MndtId'),
    paymentInformationId: textAt(details, 'Refs/PmtInfId'),
    bankTransactionCode: readBankTransactionCode(details),
    proprietaryCode: textAt(details, 'BkTxCd/Prtry/Cd'),
    debtor: readParty(details, 'Dbtr'),
    creditor: readParty(details, 'Cdtr'),
    remittance: textsAt(details, 'RmtInf/Ustrd'),
    creditorReferences: textsAt(details, 'RmtInf/Strd/CdtrRefInf/Ref'),
    returnReason: textAt(details, 'RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry'),
    additionalInformation: textAt(details, 'AddtlTxInf'),
  };
}

/** Version 8 put the names of a party into `Pty`. */
function readParty(details: XmlElement, role: 'Dbtr' | 'Cdtr'): CamtParty {
  const account = `RltdPties/${role}Acct/Id`;
  const agent = `RltdAgts/${role}Agt/FinInstnId`;
  return {
    name: textAt(details, `RltdPties/${role}/Pty/Nm`, `RltdPties/${role}/Nm`),
    account: textAt(details, `${account}/IBAN`, `${account}/Othr/Id`),
    bic: textAt(details, `${agent}/BICFI`, `${agent}/BIC`),
    ultimateName: textAt(details, `RltdPties/Ultmt${role}/Pty/Nm`, `RltdPties/Ultmt${role}/Nm`),
  };
}
