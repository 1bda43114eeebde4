import { describe, expect, it } from 'vitest';
import { signInAddress, wayBack } from './way-back.js';

describe('the way back after signing in', () => {
  it('is the page one came from', () => {
    const address = new URL(signInAddress('/customers/100042?tab=1'), 'http://x');
    expect(wayBack(address.searchParams.get('back'))).toBe('/customers/100042?tab=1');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    null,
    '/sign-in?back=/x',
  ])('never leads away: %s', (back) => {
    expect(wayBack(back)).toBe('/');
  });
});
