import { describe, expect, it } from 'vitest';
import { readPattern } from './answer-pattern.js';

describe('a pattern for an answer', () => {
  it('is for the whole answer', () => {
    const reading = readPattern('[0-9]{4}-[0-9]{3}');
    expect(
      reading.ok && ['4050-262', 'x4050-262', '4050-2622'].map((answer) => reading.expression.test(answer)),
    ).toEqual([true, false, false]);
  });

  it.each(['(a+)+', '(a|aa)*', '((a*)b){2,}', '(x+x+)+y', '(?:a{1,5}){3}', '([a-z]+)*$'])(
    '%s may take endless time and is refused',
    (source) => {
      expect(readPattern(source).ok).toBe(false);
    },
  );

  it.each(['(ab)+', '[a-z]+@[a-z]+', '(?:PT)?[0-9]{9}', '\\(\\d+\\)+', '[(+]+'])(
    '%s is harmless and stays',
    (source) => {
      expect(readPattern(source).ok).toBe(true);
    },
  );

  it('that cannot be read is refused', () => {
    expect(readPattern('[a-').ok).toBe(false);
    expect(readPattern('a'.repeat(201)).ok).toBe(false);
    expect(readPattern('(a)\\1').ok).toBe(false);
  });
});
