import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import type { OfxStatement } from './model.js';
import { readSgml } from './read-sgml.js';
import { readStatement } from './read-statement.js';

export interface OfxReading {
  readonly statements: readonly OfxStatement[];
  readonly bad: readonly BadRow[];
}

const SETS = [
  { path: 'BANKMSGSRSV1/STMTTRNRS', statement: 'STMTRS', kind: 'bank' },
  { path: 'CREDITCARDMSGSRSV1/CCSTMTTRNRS', statement: 'CCSTMTRS', kind: 'credit-card' },
] as const;

const NOT_READ = { INVSTMTMSGSRSV1: 'investment statements', LOANMSGSRSV1: 'loan statements' } as const;

/** The statements of a file and what was set aside. OFX 2 says so with `<?OFX … OFXHEADER="200"`; the rest is SGML. */
export function readOfx(text: string): OfxReading {
  const { root, cut, bad } = treeOf(text);
  if (root === undefined) return { statements: [], bad };
  const readings = SETS.flatMap(({ path, statement, kind }) =>
    elementsAt(root, path).flatMap((answer) => {
      const refusal = refusalOf(answer);
      const found = elementsAt(answer, statement).map((element) => readStatement(element, kind, cut));
      return refusal === undefined ? found : [...found, { statement: undefined, bad: [refusal] }];
    }),
  );
  const signOn = elementsAt(root, 'SIGNONMSGSRSV1/SONRS').flatMap((answer) => refusalOf(answer) ?? []);
  const found = {
    statements: readings.flatMap(({ statement }) => statement ?? []),
    bad: [...signOn, ...readings.flatMap((reading) => reading.bad), ...notRead(root), ...bad],
  };
  if (found.statements.length + found.bad.length > 0) return found;
  return { statements: [], bad: [badRow(root.line, 'it holds no bank or credit card statement', '')] };
}

function treeOf(text: string): { root?: XmlElement; cut: readonly XmlElement[]; bad: readonly BadRow[] } {
  if (/<\?OFX\s[^>]{0,400}OFXHEADER\s*=\s*["']2/.test(text.slice(0, 2_000))) {
    const xml = readXml(text);
    if (!xml.ok) return { cut: [], bad: [badRow(xml.line, xml.reason, '')] };
    if (xml.root.name === 'OFX') return { root: xml.root, cut: [], bad: [] };
    return { cut: [], bad: [badRow(xml.root.line, `it is no OFX file: the root is ${xml.root.name}`, '')] };
  }
  const sgml = readSgml(text);
  if ('reason' in sgml) return { cut: [], bad: [badRow(sgml.line, sgml.reason, '')] };
  const last = sgml.cut.at(-1);
  const ends =
    last === undefined ? [] : [badRow(last.line, `the file ends within <${last.name}>: it may be cut off`, '')];
  return { root: sgml.root, cut: sgml.cut, bad: ends };
}

/** What the bank answers instead of a statement. OFX 1.6, section 3.1.5: 0 is success, INFO and WARN carry on. */
function refusalOf(answer: XmlElement): BadRow | undefined {
  if (textAt(answer, 'STATUS/SEVERITY') !== 'ERROR') return undefined;
  const reason =
    `the bank refuses: ${textAt(answer, 'STATUS/CODE') ?? ''} ${textAt(answer, 'STATUS/MESSAGE') ?? ''}`.trim();
  return badRow(answer.line, reason, answer.raw());
}

function notRead(root: XmlElement): readonly BadRow[] {
  return Object.entries(NOT_READ).flatMap(([name, what]) =>
    elementsAt(root, name).map(({ line }) => badRow(line, `${what} (${name}) are not read`, '')),
  );
}
