/** What a feed says, each resource with the links that join it to others. */
export interface EspiFeed {
  readonly usagePoints: readonly UsagePoint[];
  readonly meterReadings: readonly MeterReading[];
  readonly readingTypes: readonly ReadingType[];
  readonly intervalBlocks: readonly IntervalBlock[];
  readonly usageSummaries: readonly UsageSummary[];
}

/** The links of an Atom entry, without scheme and host. */
export interface EspiEntry {
  readonly line: number;
  readonly id: string | null;
  readonly title: string | null;
  readonly self: string | null;
  readonly up: string | null;
  readonly related: readonly string[];
}

export interface UsagePoint extends EspiEntry {
  /** electricity, gas, water and so on; null when it is none of the standard's. */
  readonly service: string | null;
}

export type MeterReading = EspiEntry;

/** What the numbers of a meter reading mean. */
export interface ReadingType extends EspiEntry {
  /** Values are to be multiplied by ten to this power; null when it is none of the standard's. */
  readonly powerOfTenMultiplier: number | null;
  readonly unitCode: string | null;
  /** Such as Wh; null for a code that is not in the table. */
  readonly unit: string | null;
  /** ISO 4217 letters, or the number where it is another currency. */
  readonly currency: string | null;
  /** Seconds; what a reading without a period of its own lasts. */
  readonly intervalSeconds: number | null;
  /** forward (to the customer), reverse (from the customer), or the code. */
  readonly flowDirection: string | null;
  readonly commodityCode: string | null;
  readonly accumulationCode: string | null;
}

export interface IntervalBlock extends EspiEntry {
  readonly start: number | null;
  readonly readings: readonly IntervalReading[];
}

export interface IntervalReading {
  readonly line: number;
  /** Seconds since 1970; null when the block has neither its own nor the type's. */
  readonly start: number | null;
  readonly seconds: number | null;
  /** As sent: not multiplied yet. */
  readonly value: string;
  /** Hundred-thousandths of the currency. */
  readonly cost: string | null;
  readonly qualityCodes: readonly string[];
  readonly consumptionTier: string | null;
  readonly timeOfUse: string | null;
  readonly raw: () => string;
}

export interface UsageSummary extends EspiEntry {
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly currency: string | null;
  readonly billLastPeriod: string | null;
  readonly billToDate: string | null;
  readonly costAdditionalLastPeriod: string | null;
  readonly consumptionLastPeriod: string | null;
  readonly consumptionToDate: string | null;
  readonly unit: string | null;
  readonly qualityCode: string | null;
  readonly statusAt: string | null;
}
