import { expect, it } from 'vitest';
import { nameProblem, shelfNames } from './drop-source.js';
import { fitsPattern } from './file-pattern.js';
import { settling } from './settling.js';

it.each(['../day.csv', '..', '.', '', '/etc/passwd', 'a\\..\\b', 'a\nb.csv', 'a\u0000.csv', 'x'.repeat(256)])(
  'the name %j that a server tells is never used',
  (name) => expect(nameProblem(name)).toBeDefined(),
);

it.each(['day.csv', 'Zähler 1 (neu).csv', '..day', '...'])('the name %j may be used', (name) =>
  expect(nameProblem(name)).toBeUndefined(),
);

it('patterns are whole names, capitals or not, and only * and ? are special', () => {
  const fits = fitsPattern(['day-??.csv', '*.[x]']);
  expect(['day-01.csv', 'DAY-01.CSV', 'a.[x]'].every(fits)).toBe(true);
  expect(['day-1.csv', 'day-01.csv.part', 'xday-01.csv', 'a.x', 'day-01xcsv'].some(fits)).toBe(false);
});

it('a file put away gets another name when its own is taken', () => {
  const [first, second, third] = shelfNames('day.csv');
  expect([first, second, third]).toEqual(['day.csv', 'day.2.csv', 'day.3.csv']);
  expect([...shelfNames('.x')].slice(0, 2)).toEqual(['.x', '.x.2']);
});

it('a file settles when neither its size nor its time changes for as long as asked', () => {
  let now = 0;
  const { observe } = settling(1000, () => now);
  const at = (ms: number, size: number, modified: number) => {
    now = ms;
    return observe([{ name: 'a', size, modified }]);
  };
  expect(at(0, 5, 1)).toEqual({ settled: [], waiting: true });
  expect(at(900, 5, 2)).toEqual({ settled: [], waiting: true });
  expect(at(1800, 6, 2)).toEqual({ settled: [], waiting: true });
  expect(at(2800, 6, 2)).toEqual({ settled: [{ name: 'a', size: 6, modified: 2 }], waiting: false });
  expect(at(9000, 0, 3)).toEqual({ settled: [], waiting: false });
});
