import { SaxesParser } from 'saxes';
import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';
import { decodeText } from '../encodings/decode-text.js';
import { UnreadableFile } from '../unreadable-file.js';
import { openElement } from './element-record.js';
import type { OpenElement } from './element-record.js';
import { peekDeclaredEncoding } from './declared-encoding.js';
import type { XmlOptions } from './xml-options.js';

const deepest = 64;
const largestRecord = 1_000_000;

/**
 * XML whose elements at one path are records, read as it comes (saxes, non-validating XML 1.0). Attributes are `@name`, an element with
 * text only is its text, repeated elements are a list. Document types are refused, and with them all entities but XML's own five.
 */
export function xmlParser(options: XmlOptions): RecordParser {
  const path = options.record.split('/');
  return {
    format: 'xml',
    async *parse(source, { encoding }) {
      const { bytes, declared } = await peekDeclaredEncoding(source);
      const rows: ParsedRow[] = [];
      const parser = recordReader(path, (row) => rows.push(row));
      for await (const text of decodeText(bytes, encoding ?? declared ?? 'utf-8')) {
        parser.write(text);
        yield* rows.splice(0);
      }
      parser.close();
      yield* rows.splice(0);
    },
  };
}

function recordReader(path: readonly string[], found: (row: ParsedRow) => void): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const names: string[] = [];
  const open: OpenElement[] = [];
  let begun = 0;
  let size = 0;
  const fail = (message: string): never => {
    throw new UnreadableFile(message, parser.line);
  };
  const add = (text: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    size += text.length;
    if (size > largestRecord) fail(`a record of more than ${largestRecord} characters`);
    element.text(text);
  };
  parser.on('error', ({ message }) => fail(message.replace(/^.*?\d+:\d+: /, '')));
  parser.on('doctype', () => fail('a document type (DTD) is refused'));
  parser.on('opentag', ({ name, attributes }) => {
    names.push(localName(name));
    if (names.length > deepest) fail(`elements more than ${deepest} deep`);
    const isRecord = names.length === path.length && path.every((step, at) => step === '*' || step === names[at]);
    if (!isRecord && open.length === 0) return;
    if (open.length === 0) [begun, size] = [parser.line, 0];
    open.push(openElement(localName(name), attributes));
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    names.pop();
    const element = open.pop();
    if (element === undefined) return;
    const parent = open.at(-1);
    if (parent !== undefined) {
      parent.child(element.name, element.value());
      return;
    }
    const value = element.value();
    const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { '#text': value };
    found({ kind: 'record', line: begun, record: record as Extract<ParsedRow, { kind: 'record' }>['record'] });
  });
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
