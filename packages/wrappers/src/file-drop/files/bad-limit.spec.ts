import { expect, it } from 'vitest';
import { isTooBad } from './bad-limit.js';

it.each([
  { bad: 0, rows: 0, limit: '10%', tooBad: false },
  { bad: 1, rows: 1, limit: '10%', tooBad: true },
  { bad: 3, rows: 4, limit: '10%', tooBad: false },
  { bad: 4, rows: 30, limit: '10%', tooBad: true },
  { bad: 10, rows: 100, limit: '10%', tooBad: false },
  { bad: 11, rows: 100, limit: '10%', tooBad: true },
  { bad: 1, rows: 100, limit: 0, tooBad: true },
  { bad: 99, rows: 100, limit: 99, tooBad: false },
  { bad: 100, rows: 100, limit: '100%', tooBad: true },
])('$bad bad of $rows rows with a limit of $limit: rejected is $tooBad', ({ bad, rows, limit, tooBad }) => {
  expect(isTooBad(bad, rows, limit)).toBe(tooBad);
});
