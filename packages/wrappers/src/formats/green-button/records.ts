import { timesPowerOfTen } from '../amounts/decimal.js';
import { badRow } from '../text/bad-row.js';
import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import type { ParsedRow } from '../record-parser.js';
import { qualityOf } from './codes.js';
import type { BlockContext } from './join-resources.js';
import { resourceJoiner } from './join-resources.js';
import type { EspiFeed, IntervalBlock, IntervalReading, ReadingType, UsageSummary } from './model.js';
import { instantOf, money } from './values.js';

/** One record a reading, with what its reading type and usage point say about it. */
export function* readingRecords(feed: EspiFeed): Generator<ParsedRow> {
  const contextOf = resourceJoiner(feed);
  for (const block of feed.intervalBlocks) {
    const context = contextOf(block);
    const { readingType } = context;
    if (readingType === undefined) {
      const reason = `no reading type tells the unit of its ${block.readings.length} readings`;
      yield badRow(block.line, reason, block.self ?? '');
      continue;
    }
    const { powerOfTenMultiplier: power } = readingType;
    if (power === null) {
      const reason = `the power of ten in line ${readingType.line} is not known, by which its ${block.readings.length} readings are to be multiplied`;
      yield badRow(block.line, reason, block.self ?? '');
      continue;
    }
    for (const [index, reading] of block.readings.entries()) {
      const record = readingRecord(reading, index, block, { ...context, readingType, power });
      if (typeof record === 'string') yield badRow(reading.line, `the reading: ${record}`, reading.raw());
      else yield { kind: 'record', line: reading.line, record };
    }
  }
}

interface KnownContext extends BlockContext {
  readonly readingType: ReadingType;
  readonly power: number;
}

function readingRecord(
  reading: IntervalReading,
  index: number,
  block: IntervalBlock,
  { usagePoint, meterReading, readingType: type, power }: KnownContext,
): Readonly<Record<string, JsonValue>> | string {
  const seconds = reading.seconds ?? type.intervalSeconds;
  // ESPI: without a period of its own it is the next interval of the block.
  const start = reading.start ?? (block.start === null || seconds === null ? null : block.start + index * seconds);
  const from = instantOf(start);
  const to = start === null || seconds === null ? null : instantOf(start + seconds);
  if (from === null || to === null) return 'it cannot be told when it was';
  return {
    usagePoint: usagePoint?.self ?? usagePoint?.id ?? null,
    usagePointTitle: usagePoint?.title ?? null,
    service: usagePoint?.service ?? null,
    meterReading: meterReading?.self ?? meterReading?.id ?? null,
    meterReadingTitle: meterReading?.title ?? null,
    start: from,
    end: to,
    seconds,
    value: timesPowerOfTen(reading.value, power),
    unit: type.unit,
    unitCode: type.unitCode,
    flowDirection: type.flowDirection,
    cost: money(reading.cost),
    currency: reading.cost === null ? null : type.currency,
    // ESPI: a reading without a quality is valid.
    quality: reading.qualityCodes.length === 0 ? 'valid' : reading.qualityCodes.map(qualityOf).join(', '),
    consumptionTier: reading.consumptionTier,
    timeOfUse: reading.timeOfUse,
  };
}

/** One record a usage summary: what the bill of a period is made of. */
export function* summaryRecords(feed: EspiFeed): Generator<ParsedRow> {
  for (const summary of feed.usageSummaries)
    yield { kind: 'record', line: summary.line, record: summaryRecord(summary) };
}

function summaryRecord({ line: _line, related: _related, qualityCode, ...summary }: UsageSummary) {
  return { ...summary, quality: qualityCode === null ? null : qualityOf(qualityCode) };
}
