import { expect, it } from 'vitest';
import { parseAll } from '../testing/parse-all.js';
import { jsonLinesParser } from './json-lines-parser.js';

it('JSON lines give objects; what is none is set aside; decimals stay as they are written', async () => {
  const text = '{"a":1,"b":12.50,"c":[0.10,12345678901234567890]}\r\n\n{"a":\n[1]\n{"é":null}';
  expect(await parseAll(jsonLinesParser, text)).toEqual([
    { kind: 'record', line: 1, record: { a: 1, b: '12.50', c: ['0.10', '12345678901234567890'] } },
    { kind: 'bad', line: 3, reason: expect.stringContaining('not JSON'), raw: '{"a":' },
    { kind: 'bad', line: 4, reason: 'not a JSON object', raw: '[1]' },
    { kind: 'record', line: 5, record: { é: null } },
  ]);
});
