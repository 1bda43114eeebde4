import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Database } from '../databases/database.js';

/** A statement of the settings, cut at its placeholders: `texts` has one more part than `names`. */
export interface ParsedStatement {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** Quoted parts and comments, in which nothing is a placeholder. */
const skipped: Readonly<Record<Database['engine'], RegExp>> = {
  // PostgreSQL 4.1: '' doubles a quote, E'' has backslashes, $tag$…$tag$; :: is a cast, := names an argument, [a:b] is a slice.
  postgres:
    /E'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|::|:=/iy,
  mariadb: /'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`]|``)*`|--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|:=/y,
};
const placeholder = /:([A-Za-z_]\w*)/y;

/** Throws `invalid` for what is not one statement with named placeholders. */
export function parseStatement(sql: string, engine: Database['engine']): ParsedStatement {
  const texts: string[] = [];
  const names: string[] = [];
  let text = '';
  let at = 0;
  const source = sql.trim().replace(/;\s*$/, '');
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    const skip = match(skipped[engine]);
    if (skip) {
      text += skip[0];
      at += skip[0].length;
      continue;
    }
    const named = match(placeholder);
    // PostgreSQL: a slice like [1:n] has a digit or a name before the colon.
    if (named && !(engine === 'postgres' && /[\w\])]$/.test(text))) {
      texts.push(text);
      names.push(named[1] ?? '');
      text = '';
      at += named[0].length;
      continue;
    }
    const character = source[at] ?? '';
    if (character === ';') throw new CarusoError('invalid', 'one statement only: there is a ";" in the midst of it');
    if (character === '?' && engine === 'mariadb')
      throw new CarusoError('invalid', 'write :name where a value goes, not "?"');
    if (character === '$' && engine === 'postgres' && /\d/.test(source[at + 1] ?? ''))
      throw new CarusoError('invalid', 'write :name where a value goes, not $1');
    if (`'"\``.includes(character) && (character !== '`' || engine === 'mariadb'))
      throw new CarusoError('invalid', `a quote (${character}) is not closed`);
    text += character;
    at += 1;
  }
  return { texts: [...texts, text], names };
}
