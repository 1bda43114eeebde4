import { describe, expect, it } from 'vitest';
import { phoneSecret } from './phone-secret.js';

describe('a phone secret', () => {
  it('is H(A1) of the example of RFC 2617, section 3.5', () => {
    expect(phoneSecret('Mufasa', 'testrealm@host.com', 'Circle Of Life')).toBe('939e7578ed9e3c518a452acee763bce9');
  });
});
