import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { RecordParser } from '../../formats/record-parser.js';
import { copybookParser } from '../copybook/copybook-parser.js';
import { UnreadableCopybook } from '../copybook/unreadable-copybook.js';
import { csvParser } from '../csv/csv-parser.js';
import { fixedWidthParser } from '../fixed-width/fixed-width-parser.js';
import { jsonLinesParser } from '../json-lines/json-lines-parser.js';
import { xmlParser } from '../xml/xml-parser.js';
import { describedFormats } from './format-settings.js';
import type { FormatSettings } from './format-settings.js';

/**
 * The parser that the settings ask for.
 * @throws CarusoError `invalid`: no such format, or a copybook that is not there or not understood.
 */
export async function openParser(settings: FormatSettings, appDir: string): Promise<RecordParser> {
  switch (settings.format) {
    case 'csv':
      return csvParser(settings.options);
    case 'fixed-width':
      return fixedWidthParser(settings.options);
    case 'copybook':
      return openCopybook(settings.options, appDir);
    case 'xml':
      return xmlParser(settings.options);
    case 'json-lines':
      return jsonLinesParser;
    case 'ready':
      return readyParser(settings.name);
  }
}

async function readyParser(name: string): Promise<RecordParser> {
  // Loaded only where it is asked for: the bank and meter formats are many.
  const { recordParsers } = await import('../../formats/index.js');
  const parser = recordParsers.get(name);
  if (parser !== undefined) return parser;
  const known = [...describedFormats, ...recordParsers.keys()].join(', ');
  throw new CarusoError('invalid', `There is no format "${name}"; there are ${known}.`, { format: name });
}

async function openCopybook(
  options: Extract<FormatSettings, { readonly format: 'copybook' }>['options'],
  appDir: string,
): Promise<RecordParser> {
  const { copybook } = options;
  const inline = copybook.includes('\n');
  const file = resolve(appDir, copybook);
  const text = inline
    ? copybook
    : await readFile(file, 'utf8').catch((error: unknown) => {
        throw new CarusoError('invalid', `The copybook ${file} cannot be read.`, { file }, { cause: error });
      });
  try {
    return copybookParser(text, options);
  } catch (error) {
    if (!(error instanceof UnreadableCopybook)) throw error;
    const where = inline ? 'options.copybook' : file;
    throw new CarusoError('invalid', `${where}: ${error.message}`, { file: where, line: error.line });
  }
}
