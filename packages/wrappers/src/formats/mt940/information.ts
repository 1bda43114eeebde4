import type { TransactionInformation } from './model.js';
import { purposeParts } from './purpose.js';

/**
 * Field 86. Three kinds are known: subfields `?20` to `?63` after a business transaction code (German DFÜ agreement,
 * appendix 3; other separators are in use elsewhere), codes between slashes (`/EREF/…/REMI/…`, Dutch banks), and text.
 */
export function readInformation(lines: readonly string[]): TransactionInformation {
  const text = lines.join('\n').trim();
  const joined = lines.join('');
  return { ...NOTHING, ...(subfields(joined) ?? slashes(joined)), text };
}

const NOTHING = {
  transactionCode: null,
  postingText: null,
  remittance: null,
  counterpartyName: null,
  counterpartyAccount: null,
  counterpartyBic: null,
  endToEndId: null,
  mandateId: null,
} as const;

function subfields(text: string): Partial<TransactionInformation> | undefined {
  const [, code, mark] = /^(\d{3})([^\w\s])(?=\d{2})/.exec(text) ?? [];
  // A number with a dash is no structure: there must be a purpose.
  if (code === undefined || mark === undefined || !text.includes(`${mark}20`)) return undefined;
  const found = new Map<string, string>();
  for (const part of text.slice(4).split(mark)) {
    const key = part.slice(0, 2);
    if (/^\d{2}$/.test(key)) found.set(key, (found.get(key) ?? '') + part.slice(2));
  }
  const joined = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => found.get(String(from + index)) ?? '').join('');
  const purpose = purposeParts(joined(20, 29) + joined(60, 63));
  return {
    transactionCode: code,
    postingText: orNull(found.get('00')),
    counterpartyBic: orNull(found.get('30')),
    counterpartyAccount: orNull(found.get('31')),
    counterpartyName: orNull(joined(32, 33)),
    ...purpose,
  };
}

/** The codes that ABN AMRO, ING and Rabobank document for field 86. */
const CODES =
  'TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|CNTP|BENM|ORDP|ULTB|ULTC|ULTD|ID|ISDT|ADDR|RTRN|PURP|SVCL|BO';

function slashes(text: string): Partial<TransactionInformation> | undefined {
  const marks = [...text.matchAll(new RegExp(`/(${CODES})/`, 'g'))];
  if (marks[0]?.index !== 0) return undefined;
  const found = new Map<string, string>();
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index);
    found.set(mark[1] ?? '', value.slice(0, endBeforeSlashes(value)).trim());
  }
  // ING: account, BIC, name and town of the other side.
  const [account, bic, name] = (found.get('CNTP') ?? '').split('/');
  return {
    postingText: orNull(found.get('TRTP')),
    remittance: orNull(found.get('REMI')?.replace(/^(USTD|STRD)\/\/?/, '')),
    counterpartyName: orNull(found.get('NAME') ?? name),
    counterpartyAccount: orNull(found.get('IBAN') ?? account),
    counterpartyBic: orNull(found.get('BIC') ?? bic),
    endToEndId: orNull(found.get('EREF')),
    mandateId: orNull(found.get('MARF')),
  };
}

/** A pattern such as `/\/+$/` takes quadratic time on a text of slashes. */
function endBeforeSlashes(text: string): number {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return end;
}

function orNull(text: string | undefined): string | null {
  return text?.trim() || null;
}
