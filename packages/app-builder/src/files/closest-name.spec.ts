import { describe, expect, it } from 'vitest';
import { closestName } from './closest-name.js';

describe('the name that was probably meant', () => {
  it.each([
    ['langauges', 'languages'],
    ['Stores', 'stores'],
    ['chanels', 'channels'],
  ])('for %s is %s', (given, meant) => {
    expect(closestName(given, ['languages', 'stores', 'channels'])).toBe(meant);
  });

  it('is none when nothing is near', () => {
    expect(closestName('colour', ['languages', 'stores'])).toBeUndefined();
  });
});
