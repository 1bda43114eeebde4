import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, variables } from '../fixtures/customer.js';
import { UNKNOWN } from '../types/value-types.js';

const words = (
  'age name numbers customer lastName invoices raw born notice item x 1 2.5 "a" "2026-01-01" true null + - * / ** = != < ' +
  'le gt and or not( ( ) [ ] { } : , . .. if then else some every for in satisfies return between count( sum( date( ' +
  'duration( upper_case( defined( @ ? // /* \n'
).split(' ');

const sources = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join(' ')),
);

/** Well-formed expressions over variables of unknown type: nothing is refused before it runs. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'a.b',
      'a.b.c',
      '1',
      '"t"',
      'true',
      'null',
      '[a, b]',
      '{a: b}.a',
      'date("2026-01-31")',
      'today()',
    ),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '>=', 'in', 'and', 'or'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    fc
      .tuple(
        fc.constantFrom('count', 'sum', 'min', 'string', 'upper case', 'is defined', 'date', 'duration', 'not'),
        tie('expression'),
      )
      .map(([name, argument]) => `${name}(${argument})`),
    fc.tuple(tie('expression'), tie('expression')).map(([list, test]) => `(${list})[${test}]`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([list, test]) => `some x in [${list}] satisfies (x = (${test}))`),
    fc.tuple(tie('expression'), tie('expression')).map(([list, body]) => `for x in [${list}] return [x, ${body}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([test, body]) => `if (${test}) = true then ${body} else null`),
  ),
}));

const values = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '2026-01-31',
    '10:30:00',
    '2026-01-31T10:30:00Z',
    'P1D',
    'P1M',
    '-P1Y',
    Number.NaN,
    Infinity,
    undefined,
  ),
);

describe('the compiler', () => {
  it('never throws, whatever it is given, and points into the source', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const compiled = compile(source, { variables });
        const problems = compiled.ok ? [] : compiled.problems;
        expect(compiled.ok || problems.length > 0).toBe(true);
        for (const { from, to } of problems) expect(0 <= from && from <= to && to <= source.length).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('evaluation', () => {
  it('never throws, never gives undefined or an infinite number, and changes nothing', () => {
    let compiledSome = false;
    fc.assert(
      fc.property(expression, values, values, (source, a, b) => {
        const compiled = compile(source, { variables: { a: UNKNOWN, b: UNKNOWN } });
        if (!compiled.ok) return;
        compiledSome = true;
        const scope = { a, b };
        const before = structuredClone(scope);
        const result = compiled.program.evaluate(scope);
        expect(result).not.toBe(undefined);
        expect(scope).toEqual(before);
        expect(compiled.program.evaluate(scope)).toEqual(result);
      }),
      { numRuns: 2_000 },
    );
    expect(compiledSome).toBe(true);
  });

  it('of typed variables that hold something else gives null instead of throwing', () => {
    const names = ['age', 'name', 'numbers', 'born', 'notice', 'customer', 'called', 'opens'];
    const typed = [
      'age + 1', 'upper case(name)', 'sum(numbers)', 'born + notice', 'customer.invoices[amount > 1].amount', 'called.hour',
      'numbers[2]', 'some n in numbers satisfies n > 1', 'for n in numbers return n * 2', 'opens - duration("PT1H")', '-notice',
    ]; // prettier-ignore
    const scopes = fc.record(Object.fromEntries(names.map((name) => [name, values])));
    fc.assert(
      fc.property(fc.constantFrom(...typed), scopes, (source, scope) => {
        const compiled = compile(source, { variables });
        expect(compiled.ok && compiled.program.evaluate(scope)).not.toBe(undefined);
      }),
    );
  });

  it('of a value that holds itself ends', () => {
    const a: { self?: unknown } = {};
    a.self = a;
    const b: { self?: unknown } = {};
    b.self = b;
    const compiled = compile('a = b', { variables: { a: UNKNOWN, b: UNKNOWN } });
    expect(compiled.ok && compiled.program.evaluate({ a, b })).not.toBe(true);
  });
});
