import { describe, expect, it } from 'vitest';
import { createPositions, offsetInSource } from './positions.js';
import { readSource } from './read-source.js';

const limits = { depth: 64, systemId: 'x.dtd' };

describe('places in a file', () => {
  it('count lines and columns from 1', () => {
    const mark = createPositions('ab\ncd\n\ne');
    expect([0, 1, 3, 6, 7].map(mark)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
    ]);
  });

  it('of an attribute count a reference as one character', () => {
    const text = `<a when='x &lt; y'/>`;
    const reading = readSource(text, limits);
    const when = reading.kind === 'tree' ? reading.root.attributes.get('when') : undefined;
    expect(when?.text).toBe('x < y');
    expect(text.slice(when ? offsetInSource(when, 4) : 0)).toMatch(/^y'/);
  });

  it('of a text are behind its start tag', () => {
    const text = `<a  b="1">\n te&amp;xt</a>`;
    const reading = readSource(text, limits);
    const content = reading.kind === 'tree' ? reading.root.content : undefined;
    expect(content).toEqual({ text: '\n te&xt', raw: '\n te&amp;xt', from: 10 });
  });
});
