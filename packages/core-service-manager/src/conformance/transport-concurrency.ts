import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GetJoined } from './transport-conformance.js';

/** Calls at the same time keep their answers apart, whatever they carry and in which order they end. */
export function concurrencyTests(get: GetJoined): void {
  describe('many calls at once', () => {
    it('get each its own answer', async () => {
      // JSON text, because -0 and undefined have no JSON form; "__proto__" is dropped by schemas.
      const payload = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
      const call = fc.record({ payload, waitMs: fc.integer({ min: 0, max: 5 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 40 }), async (calls) => {
          const answers = await Promise.all(calls.map((input) => get().service.echo(input as never)));
          expect(answers.map((answer) => JSON.stringify(answer.payload))).toEqual(
            calls.map((input) => JSON.stringify(input.payload)),
          );
        }),
        { numRuns: 50 },
      );
    });

    it('fail and succeed each on its own', async () => {
      const { service } = get();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_none, index) =>
          index % 4 === 0
            ? service.fail({ code: 'refused', message: String(index), details: {} })
            : service.echo({ payload: index, waitMs: index % 3 }),
        ),
      );
      for (const [index, outcome] of outcomes.entries()) {
        if (index % 4 === 0) expect(outcome).toMatchObject({ status: 'rejected', reason: { message: String(index) } });
        else expect(outcome).toMatchObject({ status: 'fulfilled', value: { payload: index } });
      }
    });
  });
}
