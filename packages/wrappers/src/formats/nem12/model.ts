/** One interval of one channel. Times are market time (Australian Eastern Standard Time, UTC+10, all year) without a zone. */
export type IntervalRead = {
  readonly nmi: string;
  /** The channel, such as E1 (drawn from the grid), B1 (sent into it), Q1 (reactive). */
  readonly nmiSuffix: string;
  readonly registerId: string | null;
  readonly meterSerialNumber: string | null;
  /** As AEMO writes it, such as kWh; null when the file has none. */
  readonly unit: string | null;
  /** As the file has it, such as KWH. */
  readonly unitAsWritten: string;
  readonly start: string;
  readonly end: string;
  readonly minutes: number;
  /** Decimal text. */
  readonly value: string;
} & ReadQuality;

export type ReadQuality = {
  /** A actual, E forward estimate, F final substitute, N null, S substitute. */
  readonly quality: string;
  /** Two digits that say how a substitute or an estimate was made. */
  readonly method: string | null;
  readonly reasonCode: string | null;
  readonly reasonDescription: string | null;
};

/** One accumulation meter's consumption between two reads (record 250 of NEM13). */
export type AccumulationRead = {
  readonly nmi: string;
  readonly nmiSuffix: string;
  readonly registerId: string | null;
  readonly meterSerialNumber: string | null;
  /** I sent into the grid, E drawn from it. */
  readonly directionIndicator: string | null;
  readonly unit: string | null;
  readonly unitAsWritten: string;
  readonly start: string;
  readonly end: string;
  /** What was used between the two reads, as decimal text. */
  readonly value: string;
  readonly previousRead: string;
  readonly previousQuality: string;
  readonly previousMethod: string | null;
  readonly currentRead: string;
  readonly nextScheduledRead: string | null;
  readonly updatedAt: string | null;
} & ReadQuality;
