import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementAt, elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { balanceFault } from './check-balances.js';
import type { CamtDocument } from './model.js';
import { readStatement } from './read-statement.js';

/** The documents of a file, one as a rule, several where a bank bundles them, and what was set aside. */
export interface CamtReading {
  readonly documents: readonly CamtDocument[];
  readonly bad: readonly BadRow[];
}

const KINDS = {
  'camt.052': { message: 'BkToCstmrAcctRpt', statement: 'Rpt' },
  'camt.053': { message: 'BkToCstmrStmt', statement: 'Stmt' },
  'camt.054': { message: 'BkToCstmrDbtCdtNtfctn', statement: 'Ntfctn' },
} as const;

/** The namespace decides what it is: `urn:iso:std:iso:20022:tech:xsd:camt.053.001.08` is version 8 of camt.053. */
export function readCamt(text: string): CamtReading {
  const xml = readXml(text);
  if (!xml.ok) return { documents: [], bad: [badRow(xml.line, xml.reason, '')] };
  const found = documentElements(xml.root);
  if (found.length === 0) {
    const reason = `it is no camt.052, camt.053 or camt.054 message: the root is ${xml.root.name} in the namespace "${xml.root.namespace}"`;
    return { documents: [], bad: [badRow(xml.root.line, reason, '')] };
  }
  const readings = found.map(readDocument);
  return {
    documents: readings.flatMap(({ document }) => (document === undefined ? [] : [document])),
    bad: readings.flatMap(({ bad }) => bad),
  };
}

function documentElements(element: XmlElement): readonly XmlElement[] {
  return kindOf(element) === undefined ? element.children.flatMap(documentElements) : [element];
}

function kindOf({ name, namespace }: XmlElement) {
  if (name !== 'Document') return undefined;
  const match = /[:$](camt\.05[234])\.001\.(\d{2})$/.exec(namespace);
  return match === null ? undefined : { message: match[1] as CamtDocument['message'], version: Number(match[2]) };
}

function readDocument(element: XmlElement): { readonly document?: CamtDocument; readonly bad: readonly BadRow[] } {
  const kind = kindOf(element);
  const message = kind && elementAt(element, KINDS[kind.message].message);
  if (kind === undefined || kind.version < 2) {
    return { bad: [badRow(element.line, `version 1 of the message is not read: ${element.namespace}`, '')] };
  }
  if (message === undefined) {
    const reason = `${KINDS[kind.message].message} is missing in a ${kind.message} document`;
    return { bad: [badRow(element.line, reason, element.raw())] };
  }
  const { statement: part } = KINDS[kind.message];
  const readings = elementsAt(message, part).map(readStatement);
  if (readings.length === 0)
    return { bad: [badRow(message.line, `there is no ${part} in the message`, message.raw())] };
  const bad = readings.flatMap(({ statement, bad: aside }) => {
    // Where something was set aside the balances cannot agree, and saying so would only be noise.
    const fault = aside.length > 0 ? undefined : balanceFault(statement);
    return fault === undefined ? aside : [badRow(fault.line, fault.reason, `statement ${statement.id ?? ''}`)];
  });
  const document = {
    ...kind,
    messageId: textAt(message, 'GrpHdr/MsgId'),
    createdAt: textAt(message, 'GrpHdr/CreDtTm'),
    statements: readings.map(({ statement }) => statement),
  };
  return { document, bad };
}
