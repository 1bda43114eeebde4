import { UnreadableCopybook } from './unreadable-copybook.js';

/** The clauses of one data description entry, with the line it begins at. */
export interface Statement {
  readonly line: number;
  readonly level: number;
  /** In upper case; undefined for FILLER and entries without a name. */
  readonly name: string | undefined;
  /** The words behind the name in upper case; literals are left out. */
  readonly clauses: readonly string[];
}

const clauseWords =
  /^(PIC|PICTURE|REDEFINES|OCCURS|USAGE|COMP|COMPUTATIONAL|COMP-\d|COMPUTATIONAL-\d|BINARY|PACKED-DECIMAL|DISPLAY|VALUE|VALUES|SIGN|SYNC|SYNCHRONIZED|JUST|JUSTIFIED|BLANK|INDEX|POINTER|IS|RENAMES)$/;

/** Data description entries of a copybook, in fixed form (columns 7 to 72) or free form; comments, 66 and 88 levels are left out. */
export function copybookStatements(text: string): readonly Statement[] {
  // Files that were once on CP/M or DOS end with 0x1A.
  const lines = text.replaceAll('\u001a', ' ').split(/\r?\n/);
  const fixedForm = lines.every((line) => line.trim() === '' || /^[\s\d]{6}([\s*/dD-]|$)/.test(line));
  const statements: Statement[] = [];
  let words: string[] = [];
  let begin = 0;
  lines.forEach((written, index) => {
    for (const token of tokens(code(written, fixedForm))) {
      if (words.length === 0) begin = index + 1;
      if (token !== '.') {
        words.push(token);
        continue;
      }
      const statement = toStatement(words, begin);
      if (statement !== undefined) statements.push(statement);
      words = [];
    }
  });
  if (words.length > 0) throw new UnreadableCopybook(`no period behind "${words.join(' ')}"`, begin);
  if (statements.length === 0) throw new UnreadableCopybook('no data description entry', 1);
  return statements;
}

function code(line: string, fixedForm: boolean): string {
  if (!fixedForm) return /^\s*\*/.test(line) ? '' : line.replace(/\*>.*$/, '');
  return /[*/]/.test(line.charAt(6)) ? '' : line.slice(6, 72).replace(/\*>.*$/, '');
}

/** Words, and `.` for the period that ends an entry; a period inside a picture has no blank behind it. */
function tokens(text: string): readonly string[] {
  const found = text.match(/'[^']*'|"[^"]*"|\.(?=\s|$)|(?:[^\s.'"]|\.(?!\s|$))+/g) ?? [];
  return found.filter((token) => !/^['",;]/.test(token)).map((token) => token.toUpperCase().replace(/,$/, ''));
}

function toStatement(words: readonly string[], line: number): Statement | undefined {
  const [first = '', second, ...rest] = words;
  if (/^(EJECT|SKIP[123])$/.test(first)) return undefined;
  if (!/^\d{1,2}$/.test(first)) throw new UnreadableCopybook(`"${first}" where a level number was expected`, line);
  const level = Number(first);
  if (level === 66 || level === 88) return undefined;
  if (level === 0 || level > 49) throw new UnreadableCopybook(`level ${first} is not read here`, line);
  if (second === undefined) return { line, level, name: undefined, clauses: [] };
  if (clauseWords.test(second)) return { line, level, name: undefined, clauses: [second, ...rest] };
  return { line, level, name: second === 'FILLER' ? undefined : second, clauses: rest };
}
