import type { ErrorCode } from './errors.js';
import type { ServiceInfo } from './service-directory.js';

/** `ok`, or the code of the error with which a call ended. */
export type CallOutcome = 'ok' | ErrorCode;

/** What this process has seen of one member of one provider since the provider came into service. Monotonic, but for `inFlight` and `breaker`. */
export interface ServiceMetrics {
  readonly contract: string;
  readonly contractVersion: string;
  /** Name of the instance. */
  readonly component: string;
  readonly componentVersion: string;
  readonly place: ServiceInfo['place'];
  /** Id of the process the provider runs in. */
  readonly process: string;
  readonly member: string;
  /** Calls by outcome; those that have not occurred are absent. A call that was sent again counts once for each time. */
  readonly calls: Readonly<Partial<Record<CallOutcome, number>>>;
  /** How many calls took at most `le` seconds; cumulative. Durations are known to the millisecond. */
  readonly durationBuckets: DurationBucket[];
  /** Of all calls that have ended, however long they took. */
  readonly durationCount: number;
  /** Seconds, of the same. */
  readonly durationSum: number;
  readonly inFlight: number;
  readonly retried: number;
  readonly rejected: number;
  /** Of the provider. */
  readonly breaker: ServiceInfo['breaker'];
}

export interface DurationBucket {
  readonly le: number;
  readonly count: number;
}
