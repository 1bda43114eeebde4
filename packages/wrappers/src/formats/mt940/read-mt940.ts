import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { balanceFault } from './check-balances.js';
import type { Mt940Statement } from './model.js';
import { readStatement } from './read-statement.js';
import type { StatementReading } from './read-statement.js';
import { splitMessages } from './split-messages.js';

export interface Mt940Reading {
  readonly statements: readonly Mt940Statement[];
  readonly bad: readonly BadRow[];
}

/** The statements of a file and what was set aside. */
export function readMt940(text: string): Mt940Reading {
  const readings = splitMessages(text).map(readStatement);
  if (readings.length === 0) return { statements: [], bad: [badRow(1, 'there is no MT940 field, such as :20:', '')] };
  return {
    statements: readings.map(({ statement }) => statement),
    bad: readings.flatMap((reading) => [...reading.bad, ...wrongAsAWhole(reading)]),
  };
}

function* wrongAsAWhole({ statement, bad }: StatementReading): Generator<BadRow> {
  const { line, message, account, transactions } = statement;
  const name = `statement ${statement.reference ?? ''}`;
  if (account === null) yield badRow(line, 'field 25, the account, is missing', name);
  if (message === 'MT940' && statement.openingBalance === null && bad.length === 0) {
    yield badRow(line, 'field 60, the opening balance, is missing', name);
  }
  if (message === 'MT940' && statement.closingBalance === null && bad.length === 0) {
    const reason = 'field 62, the closing balance, is missing: the statement may be cut off';
    yield badRow(transactions.at(-1)?.line ?? line, reason, name);
  }
  // Where a transaction was set aside the balances cannot agree, and saying so would only be noise.
  const fault = bad.length === 0 ? balanceFault(statement) : undefined;
  if (fault !== undefined) yield badRow(fault.line, fault.reason, name);
}
