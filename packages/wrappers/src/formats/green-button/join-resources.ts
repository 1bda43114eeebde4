import type { EspiEntry, EspiFeed, IntervalBlock, MeterReading, ReadingType, UsagePoint } from './model.js';

/** What a block belongs to. */
export interface BlockContext {
  readonly meterReading: MeterReading | undefined;
  readonly readingType: ReadingType | undefined;
  readonly usagePoint: UsagePoint | undefined;
}

/**
 * Follows the links of a feed. A resource's `up` is the collection it is in, which the resource above names as
 * `related`; a meter reading names its reading type as `related`.
 */
export function resourceJoiner(feed: EspiFeed): (block: IntervalBlock) => BlockContext {
  const meterReadings = ownerByCollection(feed.meterReadings);
  const usagePoints = ownerByCollection(feed.usagePoints);
  const readingTypes = new Map(
    feed.readingTypes.flatMap((type) => (type.self === null ? [] : [[type.self, type] as const])),
  );
  return (block) => {
    const meterReading = ownerOf(block, meterReadings);
    const readingType = meterReading?.related.map((link) => readingTypes.get(link)).find((type) => type !== undefined);
    return { meterReading, readingType, usagePoint: meterReading && ownerOf(meterReading, usagePoints) };
  };
}

function ownerByCollection<T extends EspiEntry>(owners: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const owner of owners) {
    for (const link of [...(owner.self === null ? [] : [owner.self]), ...owner.related]) found.set(link, owner);
  }
  return found;
}

/** By the link up, or by what stands before the name of the collection in it. */
function ownerOf<T extends EspiEntry>({ up }: EspiEntry, owners: ReadonlyMap<string, T>): T | undefined {
  return up === null ? undefined : (owners.get(up) ?? owners.get(up.slice(0, up.lastIndexOf('/'))));
}
