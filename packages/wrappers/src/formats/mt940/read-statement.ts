import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { readBalance } from './balance.js';
import { readInformation } from './information.js';
import type { Mt940Balance, Mt940Statement, StatementLine } from './model.js';
import type { Field, Message } from './split-messages.js';
import { readStatementLine } from './statement-line.js';

export interface StatementReading {
  readonly statement: Mt940Statement;
  readonly bad: readonly BadRow[];
}

/** One message, with what was set aside of it. */
export function readStatement(message: Message): StatementReading {
  const bad: BadRow[] = [];
  const aside = (field: Field, reason: string) => void bad.push(badRow(field.line, reason, rawOf(field)));
  const [number, sequence] = (textOf(message, '28C') ?? textOf(message, '28') ?? '').split('/');
  const openingBalance = balanceOf(message, ['60F', '60M'], aside);
  const closingBalance = balanceOf(message, ['62F', '62M'], aside);
  const currency = openingBalance?.currency ?? closingBalance?.currency ?? floorLimitCurrency(message);
  const lines: { field: Field; read: StatementLine; information: string[] }[] = [];
  let information: string[] = [];
  const own: string[] = [];
  for (const field of message) {
    if (field.tag === '61') {
      const read = readStatementLine(field.lines);
      information = [];
      if (typeof read === 'string') aside(field, read);
      else lines.push({ field, read, information });
    } else if (field.tag === '86') information.push(...field.lines);
    // What comes after the closing balance is about the statement, not about its last transaction.
    else if (field.tag.startsWith('62') || field.tag.startsWith('90')) information = own;
  }
  const statement = {
    line: message[0]?.line ?? 1,
    message: message.some(({ tag }) => /^(13D|34F|90[CD])$/.test(tag)) ? ('MT942' as const) : ('MT940' as const),
    reference: textOf(message, '20'),
    account: textOf(message, '25') ?? textOf(message, '25P'),
    statementNumber: number?.trim() || null,
    sequenceNumber: sequence?.trim() || null,
    openingBalance,
    closingBalance,
    availableBalance: balanceOf(message, ['64'], aside),
    transactions: lines.map(({ field, read, information: about }) => ({
      ...read,
      line: field.line,
      currency,
      information: readInformation(about),
    })),
    information: own.join('\n').trim() || null,
  };
  return { statement, bad };
}

function balanceOf(
  message: Message,
  tags: readonly string[],
  aside: (field: Field, reason: string) => void,
): Mt940Balance | null {
  const field = message.find(({ tag }) => tags.includes(tag));
  if (field === undefined) return null;
  const balance = readBalance(field);
  if (typeof balance !== 'string') return balance;
  aside(field, balance);
  return null;
}

/** Field 34F, the floor limit of an MT942, which names the currency where there are no balances. */
function floorLimitCurrency(message: Message): string | null {
  return /^[A-Z]{3}/.exec(textOf(message, '34F') ?? '')?.[0] ?? null;
}

function textOf(message: Message, tag: string): string | null {
  return message.find((field) => field.tag === tag)?.lines[0]?.trim() || null;
}

function rawOf({ tag, lines }: Field): string {
  return `:${tag}:${lines.join('\n')}`;
}
