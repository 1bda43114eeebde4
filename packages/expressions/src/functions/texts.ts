import { BOOLEAN, listOf, NUMBER, TEXT } from '../types/value-types.js';
import type { BuiltIn } from './built-in.js';

const text = { name: 'string', type: TEXT };
const match = { name: 'match', type: TEXT };

function onTwo(name: string, test: (string: string, match: string) => boolean): BuiltIn {
  return { name, parameters: [text, match], result: BOOLEAN, run: ([a, b]) => test(String(a), String(b)) };
}

function onOne(name: string, change: (string: string) => string): BuiltIn {
  return { name, parameters: [text], result: TEXT, run: ([a]) => change(String(a)) };
}

/** DMN 1.5, 10.3.4.3. Characters are Unicode's, not UTF-16 units. */
export const textFunctions: readonly BuiltIn[] = [
  onTwo('contains', (string, part) => string.includes(part)),
  onTwo('starts with', (string, part) => string.startsWith(part)),
  onTwo('ends with', (string, part) => string.endsWith(part)),
  onOne('upper case', (string) => string.toUpperCase()),
  onOne('lower case', (string) => string.toLowerCase()),
  onOne('trim', (string) => string.trim()),
  { name: 'string length', parameters: [text], result: NUMBER, run: ([a]) => [...String(a)].length },
  {
    name: 'substring',
    parameters: [text, { name: 'start', type: NUMBER }, { name: 'length', type: NUMBER }],
    optional: 1,
    result: TEXT,
    run: ([string, start, length]) => substring([...String(string)], Number(start), length as number | undefined),
  },
  {
    name: 'substring before',
    parameters: [text, match],
    result: TEXT,
    run: ([a, b]) => String(a).slice(0, Math.max(0, String(a).indexOf(String(b)))),
  },
  {
    name: 'substring after',
    parameters: [text, match],
    result: TEXT,
    run([a, b]) {
      const at = String(a).indexOf(String(b));
      return at < 0 ? '' : String(a).slice(at + String(b).length);
    },
  },
  {
    name: 'string join',
    parameters: [
      { name: 'list', type: listOf(TEXT) },
      { name: 'delimiter', type: TEXT, nullable: true },
    ],
    optional: 1,
    result: TEXT,
    run([list, delimiter]) {
      const parts = (list as readonly unknown[]).filter((part) => part !== null);
      return parts.every((part) => typeof part === 'string') ? parts.join(String(delimiter ?? '')) : null;
    },
  },
];

/** From place `start`, counted from 1, or from the end if negative. */
function substring(characters: readonly string[], start: number, length = characters.length): string | null {
  if (start === 0 || !Number.isInteger(start) || length < 0) return null;
  const from = start > 0 ? start - 1 : Math.max(0, characters.length + start);
  return characters.slice(from, from + length).join('');
}
