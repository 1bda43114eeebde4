import { achParser } from './ach/ach-parser.js';
import { camtParser, camtStatementsParser } from './camt/camt-parser.js';
import { greenButtonParser, greenButtonSummariesParser } from './green-button/green-button-parser.js';
import { mt940Parser, mt940StatementsParser } from './mt940/mt940-parser.js';
import { nem12Parser, nem13Parser } from './nem12/nem-parsers.js';
import { ofxParser, ofxStatementsParser } from './ofx/ofx-parser.js';
import type { RecordParser } from './record-parser.js';

export type { ParsedRow, RecordParser } from './record-parser.js';

const parsers: readonly RecordParser[] = [
  achParser,
  camtParser,
  camtStatementsParser,
  greenButtonParser,
  greenButtonSummariesParser,
  mt940Parser,
  mt940StatementsParser,
  nem12Parser,
  nem13Parser,
  ofxParser,
  ofxStatementsParser,
];

/** The formats that need no description in YAML, by the name a configuration uses. */
export const recordParsers: ReadonlyMap<string, RecordParser> = new Map(
  parsers.map((parser) => [parser.format, parser]),
);
