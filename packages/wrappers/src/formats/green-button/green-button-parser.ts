import type { ParsedRow } from '../record-parser.js';
import { textParser } from '../text/text-parser.js';
import { xmlEncoding } from '../xml/own-encoding.js';
import type { EspiFeed } from './model.js';
import { readFeed } from './read-feed.js';
import { readingRecords, summaryRecords } from './records.js';

/**
 * Green Button: usage data in an Atom feed (RFC 4287). Source: NAESB REQ.21, Energy Services Provider Interface (ESPI),
 * versions 1.1 to 3.3. One record an interval reading.
 */
export const greenButtonParser = parserOf('green-button', readingRecords);

/** The same files; one record a usage summary. */
export const greenButtonSummariesParser = parserOf('green-button-summaries', summaryRecords);

function parserOf(format: string, recordsOf: (feed: EspiFeed) => Iterable<ParsedRow>) {
  return textParser({
    format,
    ownEncoding: xmlEncoding,
    *read(text): Generator<ParsedRow> {
      const { feed, bad } = readFeed(text);
      yield* recordsOf(feed);
      yield* bad;
    },
  });
}
