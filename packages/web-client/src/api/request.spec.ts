import { describe, expect, it } from 'vitest';
import { failureFrom } from './failure.js';
import { address } from './request.js';

describe('the address of a request', () => {
  it('keeps the parts of a composite key apart', () => {
    expect(address('/api/objects/:class/:key', { params: { class: 'Invoice', key: '2026~22051' } })).toBe(
      '/api/objects/Invoice/2026~22051',
    );
    expect(address('/api/objects/:class/:key', { params: { class: 'X', key: 'a/b%7E' } })).toBe(
      '/api/objects/X/a%2Fb%257E',
    );
  });

  it('leaves out what is not asked for', () => {
    expect(address('/api/dialogs', { query: { contact: undefined, customer: '', open: 1 } })).toBe(
      '/api/dialogs?open=1',
    );
  });

  it('is a mistake without its parameters', () => {
    expect(() => address('/api/dialogs/:id', {})).toThrow('needs id');
  });
});

describe('a failed request', () => {
  it('says what the server said', () => {
    expect(
      failureFrom(409, {
        error: { code: 'conflict', message: 'Changed by Ben', details: { revision: 4 }, requestId: 'r1' },
      }),
    ).toMatchObject({ code: 'conflict', message: 'Changed by Ben', requestId: 'r1', status: 409 });
  });

  it('goes by its status when a proxy answered in the server’s place', () => {
    expect(failureFrom(503, null).code).toBe('unavailable');
    expect(failureFrom(418, 'teapot').code).toBe('internal');
  });
});
