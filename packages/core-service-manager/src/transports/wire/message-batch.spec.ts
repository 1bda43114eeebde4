import { describe, expect, it } from 'vitest';
import { encodeAnswer, encodeCancel } from './encode-message.js';
import { joinMessages, splitMessages } from './message-batch.js';

describe('several messages as one text', () => {
  it('come out as they went in, in their order', () => {
    const texts = [encodeAnswer(1, { b: ['[', ']'] }), encodeCancel(2), encodeAnswer(3, 'ü,\n')];
    expect(splitMessages(joinMessages(texts))).toEqual({
      messages: [
        { t: 'a', i: 1, b: { b: ['[', ']'] } },
        { t: 'x', i: 2 },
        { t: 'a', i: 3, b: 'ü,\n' },
      ],
      others: 0,
    });
  });

  it('are the message itself when there is but one', () => {
    expect(joinMessages([encodeCancel(2)])).toBe(encodeCancel(2));
    expect(splitMessages(encodeCancel(2)).messages).toEqual([{ t: 'x', i: 2 }]);
  });

  it('are told from what is none', () => {
    expect(splitMessages(`[${encodeCancel(2)},{"t":"x"},7]`)).toEqual({ messages: [{ t: 'x', i: 2 }], others: 2 });
    for (const text of ['', '[', '[[]]', 'null']) expect(splitMessages(text)).toEqual({ messages: [], others: 1 });
  });
});
