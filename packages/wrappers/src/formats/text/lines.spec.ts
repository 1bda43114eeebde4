import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './lines.js';

async function lines(pieces: readonly string[], mostChars = 1000) {
  const found = [];
  const source = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece);
  })();
  for await (const arrived of readLines(source, { mostChars })) found.push(...arrived);
  return found;
}

describe('the lines of a file', () => {
  it('are the same however they arrive, with any end of line', async () => {
    const piece = fc
      .array(fc.constantFrom('a', 'é', '\r', '\n', '\r\n', ''), { maxLength: 6 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const expected = pieces.join('').split(/\r\n|\n|\r/);
        if (expected.at(-1) === '') expected.pop();
        const found = await lines(pieces);
        expect(found.map(({ text }) => text)).toEqual(expected);
        expect(found.map(({ line }) => line)).toEqual(expected.map((_, index) => index + 1));
      }),
    );
  });

  it('are cut when they are longer than the most that is kept, also across pieces', async () => {
    expect(await lines(['abc', 'def\ngh'], 4)).toEqual([
      { line: 1, text: 'abcd', cut: true },
      { line: 2, text: 'gh', cut: false },
    ]);
  });
});
