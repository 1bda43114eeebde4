import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CarusoError } from '../../contract/index.js';
import type { Principal } from '../../contract/index.js';
import { decodeMessage } from './decode-message.js';
import {
  encodeAnswer,
  encodeCall,
  encodeCancel,
  encodeCredit,
  encodeEnd,
  encodeError,
  encodeOpen,
  encodeValue,
  LARGEST_MESSAGE,
} from './encode-message.js';

const header = { p: 'greeting@1.0.0 greeter', m: 'greet' };

function refusal(act: () => unknown): CarusoError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof CarusoError) return thrown;
  }
  throw new Error('It was not refused with a CarusoError');
}

describe('messages between processes', () => {
  it('bring every JSON value over as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (body, i) => {
        const plain: unknown = JSON.parse(JSON.stringify(body));
        expect(decodeMessage(encodeCall(i, header, body))).toEqual({ t: 'c', i, ...header, b: plain });
        expect(decodeMessage(encodeAnswer(i, body))).toEqual({ t: 'a', i, b: plain });
        expect(decodeMessage(encodeValue(i, body))).toEqual({ t: 'v', i, b: plain });
        expect(decodeMessage(encodeOpen(i, header, 64, body))).toEqual({ t: 'o', i, n: 64, ...header, b: plain });
      }),
    );
  });

  it('bring any text in their header over as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (key, message) => {
        const w: Principal = { kind: 'user', id: key, name: message, roles: [key] };
        const given = { p: key, m: message, k: key, tp: message, w, ms: 12 };
        const wellFormed: unknown = JSON.parse(JSON.stringify(given));
        expect(decodeMessage(encodeCall(1, given, null))).toEqual({ t: 'c', i: 1, ...(wellFormed as object), b: null });
      }),
    );
  });

  it('carry nothing as nothing', () => {
    expect(decodeMessage(encodeAnswer(7, undefined))).toEqual({ t: 'a', i: 7 });
  });

  it('carry errors with their code, message and details', () => {
    const text = encodeError(3, new CarusoError('conflict', 'Somebody "else"\nwas first', { version: 2 }));
    expect(decodeMessage(text)).toEqual({
      t: 'e',
      i: 3,
      code: 'conflict',
      message: 'Somebody "else"\nwas first',
      details: { version: 2 },
    });
  });

  it('carry an error without the details that JSON cannot carry', () => {
    const details: Record<string, unknown> = {};
    details['self'] = details;
    expect(decodeMessage(encodeError(3, new CarusoError('internal', 'x', details)))).toMatchObject({ details: {} });
  });

  it('carry credit, cancellation and end', () => {
    expect(decodeMessage(encodeCredit(1, 32))).toEqual({ t: 'k', i: 1, n: 32 });
    expect(decodeMessage(encodeCancel(2))).toEqual({ t: 'x', i: 2 });
    expect(decodeMessage(encodeEnd(3))).toEqual({ t: 'z', i: 3 });
  });

  it.each([
    ['a BigInt', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a BigInt deep inside', { a: [{ b: 1n }] }],
  ])('refuse %s', (_what, body) => {
    expect(refusal(() => encodeCall(1, header, body)).code).toBe('invalid');
  });

  it('refuse what contains itself', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(refusal(() => encodeAnswer(1, cycle)).code).toBe('invalid');
  });

  it('refuse what is too large, and name the limit', () => {
    const error = refusal(() => encodeCall(1, header, 'x'.repeat(LARGEST_MESSAGE)));
    expect(error).toMatchObject({ code: 'invalid', details: { limit: LARGEST_MESSAGE } });
  });

  it('from outside are read without fear: any text, any JSON, any cut of a real one', () => {
    const real = encodeCall(5, { ...header, ms: 10, w: { kind: 'user', id: 'u', name: 'n', roles: [] } }, { a: 1 });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodeMessage(text)));
    fc.assert(fc.property(fc.json(), (text) => void decodeMessage(text)));
    fc.assert(
      fc.property(fc.nat(real.length - 2), (end) => {
        expect(decodeMessage(real.slice(0, end))).toBeUndefined();
      }),
    );
  });

  it('of a wrong shape are none', () => {
    const shapes = fc.record(
      {
        t: fc.constantFrom('c', 'o', 'a', 'e', 'x', 'v', 'z', 'k', 'here'),
        i: fc.oneof(fc.nat(), fc.constant(-1), fc.string()),
        p: fc.oneof(fc.string(), fc.integer()),
        m: fc.oneof(fc.string(), fc.constant(null)),
        ms: fc.oneof(fc.integer(), fc.string()),
        w: fc.oneof(fc.object(), fc.string()),
        n: fc.oneof(fc.integer(), fc.string()),
        code: fc.oneof(fc.string(), fc.constant('__proto__')),
        message: fc.oneof(fc.string(), fc.integer()),
        details: fc.oneof(fc.object(), fc.array(fc.string())),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(shapes, (shape) => {
        const message = decodeMessage(JSON.stringify(shape));
        if (message === undefined) return;
        expect(Number.isSafeInteger(message.i) && message.i >= 0).toBe(true);
        if (message.t === 'c') expect([typeof message.p, typeof message.m]).toEqual(['string', 'string']);
      }),
    );
  });
});
