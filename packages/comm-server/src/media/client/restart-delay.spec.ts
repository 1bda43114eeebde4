import { expect, it } from 'vitest';
import { restartDelay } from './restart-delay.js';

it('restarts come quickly at first and never wait longer than five seconds', () => {
  expect([0, 1, 2, 5, 6, 100, 5000].map(restartDelay)).toEqual([100, 200, 400, 3200, 5000, 5000, 5000]);
});
