import { copybookStatements } from './copybook-statements.js';
import type { Statement } from './copybook-statements.js';
import { recordName } from './item.js';
import type { Group, Item } from './item.js';
import { readClauses } from './read-clauses.js';
import type { Clauses } from './read-clauses.js';
import { UnreadableCopybook } from './unreadable-copybook.js';

interface Node {
  readonly statement: Statement;
  readonly clauses: Clauses;
  readonly below: Node[];
}

/**
 * The record that a COBOL copybook describes: the 01 level `record`, else the first one.
 * @throws UnreadableCopybook with the line of what is not understood.
 */
export function readCopybook(text: string, record?: string): Group {
  const top: Node[] = [];
  const open: Node[] = [];
  for (const statement of copybookStatements(text)) {
    const node: Node = { statement, clauses: readClauses(statement), below: [] };
    while (open.length > 0 && (open.at(-1)?.statement.level ?? 0) >= statement.level) open.pop();
    const above = open.at(-1);
    if (above !== undefined && above.clauses.picture !== undefined) {
      throw new UnreadableCopybook(`level ${statement.level} below a field with a picture`, statement.line);
    }
    (above?.below ?? top).push(node);
    open.push(node);
  }
  const wanted = record?.toUpperCase().replaceAll('_', '-');
  const chosen = wanted === undefined ? top[0] : top.find(({ statement }) => statement.name === wanted);
  if (chosen === undefined) throw new UnreadableCopybook(`no record ${record ?? ''} in it`, 1);
  const item = toItem(chosen, []);
  return item.kind === 'group' ? item : { ...group(chosen, [item], item.length) };
}

function toItem(node: Node, before: readonly Node[]): Item {
  const { statement, clauses } = node;
  checkRedefines(node, before);
  if (clauses.picture === undefined) {
    if (node.below.length === 0) throw new UnreadableCopybook('neither a picture nor fields below', statement.line);
    const items = node.below.map((below, at) => toItem(below, node.below.slice(0, at)));
    const length = items.reduce(
      (sum, item) => sum + (item.redefines === undefined ? item.length * (item.occurs?.most ?? 1) : 0),
      0,
    );
    return group(node, items, length);
  }
  return { ...base(node), ...clauses.picture };
}

function base({ statement, clauses }: Node): Pick<Item, 'name' | 'redefines' | 'occurs'> {
  return {
    name: statement.name === undefined ? undefined : recordName(statement.name),
    redefines: clauses.redefines === undefined ? undefined : recordName(clauses.redefines),
    occurs:
      clauses.occurs === undefined
        ? undefined
        : {
            most: clauses.occurs.most,
            dependingOn: clauses.occurs.dependingOn === undefined ? undefined : recordName(clauses.occurs.dependingOn),
          },
  };
}

function group(node: Node, items: readonly Item[], length: number): Group {
  return { ...base(node), kind: 'group', items, length };
}

/** COBOL wants the redefined item in front, on the same level, with nothing but other views of it between. */
function checkRedefines({ statement, clauses }: Node, before: readonly Node[]): void {
  if (clauses.redefines === undefined) return;
  if (!before.some((other) => other.statement.name === clauses.redefines)) {
    throw new UnreadableCopybook(`REDEFINES ${clauses.redefines}, which is not in front of it`, statement.line);
  }
}
