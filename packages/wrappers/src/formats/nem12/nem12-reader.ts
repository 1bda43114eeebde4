import type { ParsedRow } from '../record-parser.js';
import { badRow } from '../text/bad-row.js';
import type { LineReader } from '../text/line-parser.js';
import type { TextLine } from '../text/lines.js';
import { readChannel } from './channel.js';
import type { Channel } from './channel.js';
import { intervalsOf } from './channel.js';
import { frame } from './frame.js';
import { readIntervalDay, readsOf } from './interval-day.js';
import type { IntervalDay } from './interval-day.js';
import { readQualityRange } from './quality.js';
import type { QualityRange } from './quality.js';

/** A day that is not given out yet, because records 400 may follow it. */
interface OpenDay {
  readonly day: IntervalDay;
  readonly at: TextLine;
  readonly ranges: QualityRange[];
  /** Undefined when a record 400 of it is wrong: then the day is set aside. */
  fault: string | undefined;
}

/** Reads NEM12: 200 names a channel, 300 is a day of it, 400 the quality of some of the day's intervals. */
export function nem12Reader(): LineReader {
  /** Undefined before the first record 200, and after one that is wrong: its days have no channel. */
  let channel: Channel | undefined;
  let open: OpenDay | undefined;

  function* give(): Generator<ParsedRow> {
    if (open === undefined) return;
    const { day, at, ranges, fault } = open;
    open = undefined;
    const reads = fault ?? readsOf(day, ranges);
    if (typeof reads === 'string') return yield badRow(at.line, reads, at.text);
    for (const read of reads) yield { kind: 'record', line: at.line, record: read };
  }

  function* record(fields: readonly string[], at: TextLine): Generator<ParsedRow> {
    if (fields[0] === '400') return yield* quality(fields, at);
    yield* give();
    // 500 tells of the event (meter change, special read) behind a day; it has no reads.
    if (fields[0] === '500') return;
    if (fields[0] === '200') {
      const read = readChannel(fields);
      channel = typeof read === 'string' ? undefined : read;
      if (typeof read === 'string') yield badRow(at.line, read, at.text);
    } else if (fields[0] === '300') {
      const read = channel === undefined ? 'no valid record 200 tells its channel' : readIntervalDay(fields, channel);
      if (typeof read === 'string') yield badRow(at.line, read, at.text);
      else open = { day: read, at, ranges: [], fault: undefined };
    } else {
      yield badRow(at.line, `record ${fields[0] ?? ''} is not one of NEM12`, at.text);
    }
  }

  function* quality(fields: readonly string[], at: TextLine): Generator<ParsedRow> {
    if (open === undefined) return yield badRow(at.line, 'it belongs to no valid record 300', at.text);
    const range = readQualityRange(fields, intervalsOf(open.day.channel));
    if (typeof range !== 'string') return void open.ranges.push(range);
    open.fault ??= `record 400 in line ${at.line}: ${range}`;
  }

  return frame({ version: 'NEM12', record, finish: give });
}
