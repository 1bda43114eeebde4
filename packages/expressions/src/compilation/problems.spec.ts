import { describe, expect, it } from 'vitest';
import { compile, problemsOf, variables } from '../fixtures/customer.js';
import { BOOLEAN, listOf, NUMBER, TEXT } from '../types/value-types.js';

/** `source`, the part of it that the problem points at, what is wrong, what to do. */
const mistakes: readonly (readonly [source: string, part: string, message: string, advice: string])[] = [
  ['agee > 1', 'agee', 'There is no "agee" here', 'Did you mean age?'],
  ['zzzzzz', 'zzzzzz', 'There is no "zzzzzz"', 'There are: age, limit'],
  ['customer.lastname', 'lastname', 'A Customer has no "lastname"', 'Did you mean lastName?'],
  ['customer.invoices.amout', 'amout', 'list of Invoice has no "amout"', 'amount'],
  ['customer.invoices[amont > 1]', 'amont', 'There is no "amont"', 'amount'],
  ['constructor', 'constructor', 'There is no "constructor"', ''],
  ['age.year', 'year', 'A number has no "year"', ''],
  ['name > 3', 'name > 3', 'A text cannot be compared with a number', 'number(…)'],
  ['name lt 3', 'name lt 3', 'A text cannot be compared with a number', ''],
  ['born = "2026-01-01"', 'born = "2026-01-01"', 'A date cannot be compared with a text', 'date("…")'],
  ['numbers = 3', 'numbers = 3', 'A list of number cannot be compared', 'value in list'],
  ['member > false', 'member > false', 'neither smaller nor greater', '='],
  ['name in [1..5]', '1', 'A text cannot be compared with a number', ''],
  ['age in names', 'names', 'A number cannot be compared with a text', ''],
  ['name + 1', 'name + 1', 'A text and a number cannot be added', 'string(…)'],
  ['born + 1', 'born + 1', 'A date and a number cannot be added', 'duration("P1D")'],
  ['member * 2', 'member * 2', 'A boolean and a number cannot be multiplied', 'numbers'],
  ['-name', '-name', 'A text cannot be negated', ''],
  ['age and member', 'age', 'This is a number, but true or false is needed here', 'Compare'],
  ['if name then 1 else 2', 'name', 'This is a text, but true or false is needed', ''],
  ['numbers[name]', 'name', 'Between [ and ] this is a text', ''],
  ['for n in age return n', 'age', 'This is a number, but a list is needed here', ''],
  ['for n in 1..name return n', 'name', 'This is a text, but a number is needed here', ''],
  ['some n in numbers satisfies n + 1', 'n + 1', 'This is a number, but true or false', ''],
  ['upper case(age)', 'age', '"upper case" wants a text here, this is a number', 'upper case(string: text)'],
  ['substring(name)', 'substring(name)', '"substring" does not take (text)', 'length?: number'],
  ['sum(names)', 'names', '"sum" wants a list of number here', ''],
  ['date(member)', 'date(member)', '"date" does not take (boolean)', 'date(year: number, month: number, day: number)'],
  ['uper case(name)', 'uper case', 'There is no function "uper case"', 'Did you mean upper case'],
  ['date("2026-02-30")', 'date("2026-02-30")', 'This is no date', 'date("2026-01-31")'],
  ['duration("1 day")', 'duration("1 day")', 'This is no duration', 'P1D'],
  ['@"x"', '@"x"', 'no date, time or duration', ''],
  ['{a: 1, a: 2}', '{a: 1, a: 2}', '"a" is there twice', ''],
  ['age limit', 'age limit', 'an operator is missing', ''],
  ['age > ', '', 'ends too early', ''],
  ['(age', '', 'ends too early', ''],
  ['"abc', '"abc', 'This text is not closed', 'End it with "'],
  ['age + * 3', '*', 'is not expected here', ''],
  ['', '', 'There is no expression', ''],
  ['function(a) a', 'function(a) a', 'is not part of this language', ''],
  ['age instance of number', 'age instance of number', 'is not part of this language', ''],
  ['substring(string: name, start: 1)', 'string: name, start: 1', 'Arguments cannot be named', ''],
];

describe('a mistake', () => {
  it.each(mistakes)('in %s points at "%s": %s', (source, part, message, advice) => {
    const [problem, ...others] = problemsOf(source);
    expect(others).toEqual([]);
    expect(problem?.message).toContain(message);
    expect(problem?.advice).toContain(advice);
    expect(source.slice(problem?.from, problem?.to).trim()).toBe(part);
  });

  it('does not hide the next one', () => {
    expect(problemsOf('agee > 1 and name = 3 and foo(1)').map(({ from }) => from)).toEqual([0, 13, 26]);
  });

  it('makes one problem, however often its value is used', () => {
    expect(problemsOf('agee + 1 > 3 and upper case(agee * 2) = "A"')).toHaveLength(2);
  });

  it('of nesting is refused before it exhausts the stack', () => {
    expect(problemsOf(`${'('.repeat(2_000)}1${')'.repeat(2_000)}`)[0]?.message).toContain('nested too deeply');
    expect(problemsOf(Array.from({ length: 3_000 }, () => '1').join('+'))[0]?.message).toContain('nested too deeply');
  });
});

describe('the type that a place wants', () => {
  it('must be that of the expression', () => {
    expect(problemsOf('age + 1', BOOLEAN)[0]?.message).toBe('This is a number, but a boolean is needed here');
    expect(problemsOf('names', listOf(NUMBER))).toHaveLength(1);
    expect(problemsOf('numbers', listOf(NUMBER))).toEqual([]);
    expect(problemsOf('null', TEXT)).toEqual([]);
    expect(problemsOf('raw.anything', TEXT)).toEqual([]);
  });
});

describe('what an expression tells', () => {
  it.each([
    ['age + 1', 'number'],
    ['if member then 1 else null', 'number'],
    ['if member then 1 else "a"', 'unknown'],
    ['born + notice', 'date'],
    ['customer.invoices[1].amount', 'number'],
    ['max(born, today())', 'date'],
    ['raw.count * 2', 'unknown'],
  ])('the type of %s is %s', (source, kind) => {
    expect(compile(source, { variables })).toMatchObject({ program: { type: { kind } } });
  });

  it.each([
    ['customer.lastName = name', [['customer', 'lastName'], ['name']]],
    [
      'sum(customer.invoices[amount > limit].amount)',
      [['customer', 'invoices'], ['customer', 'invoices', 'amount'], ['limit']],
    ],
    [
      'some i in customer.invoices satisfies i.paid',
      [
        ['customer', 'invoices'],
        ['customer', 'invoices', 'paid'],
      ],
    ],
    ['born.year', [['born', 'year']]],
    ['today()', []],
  ])('the paths that %s reads', (source, references) => {
    const compiled = compile(source, { variables });
    expect(
      compiled.ok && compiled.program.references.toSorted((a, b) => a.join('.').localeCompare(b.join('.'))),
    ).toEqual(references);
  });

  it('takes the time from where the caller says', () => {
    const compiled = compile('today()', { variables, now: () => 0 });
    expect(compiled.ok && compiled.program.evaluate({})).toBe('1970-01-01');
  });
});
