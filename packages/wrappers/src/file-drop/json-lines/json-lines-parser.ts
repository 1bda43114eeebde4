import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';
import { decodeText } from '../encodings/decode-text.js';
import { splitLines } from '../encodings/split-lines.js';

/** One JSON object a line (jsonlines.org); empty lines are passed over. */
export const jsonLinesParser: RecordParser = {
  format: 'json-lines',
  async *parse(source, { encoding = 'utf-8' }) {
    for await (const { line, text } of splitLines(decodeText(source, encoding))) {
      if (text.trim() !== '') yield readLine(line, text);
    }
  },
};

function readLine(line: number, text: string): ParsedRow {
  const bad = (reason: string): ParsedRow => ({ kind: 'bad', line, reason, raw: text });
  let value: JsonValue;
  try {
    value = parseJson(text);
  } catch (error) {
    return bad(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('not a JSON object');
  return { kind: 'record', line, record: value as Readonly<Record<string, JsonValue>> };
}

/** Numbers that are not whole, or too large to be exact, stay as the text that stands in the file: never a float. */
function parseJson(text: string): JsonValue {
  return JSON.parse(text, exact) as JsonValue;
}

function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? String(value)) : value;
}
