/** Counted since the endpoint opened, but for the three that say what is there now. */
export interface SipStatistics {
  /** Datagrams, keep-alives apart. */
  readonly received: number;
  readonly sent: number;
  /** Not SIP, or SIP that could not be read. */
  readonly malformed: number;
  readonly lastMalformedReason: string | null;
  readonly keepAlives: number;
  /** Messages that we had to send again. */
  readonly retransmissions: number;
  /** Messages that peers sent again. */
  readonly absorbed: number;
  /** Responses to nothing that we know. */
  readonly stray: number;
  /** Requests refused silently because too many transactions were open. */
  readonly dropped: number;
  readonly sendFailures: number;
  /** Wrong passwords, unknown users, and REGISTERs for others. */
  readonly authenticationFailures: number;
  /** What `onError` was told of. */
  readonly errors: number;
  /** Now. */
  readonly calls: number;
  /** Now. */
  readonly transactions: number;
  /** Now. */
  readonly bindings: number;
}

type Counter = Exclude<keyof SipStatistics, 'lastMalformedReason' | 'calls' | 'transactions' | 'bindings'>;

export interface StatisticsCounter {
  count(counter: Counter): void;
  countMalformed(reason: string): void;
  read(now: Pick<SipStatistics, 'calls' | 'transactions' | 'bindings'>): SipStatistics;
}

export const createStatistics = (): StatisticsCounter => {
  const counters: Record<Counter, number> = {
    received: 0,
    sent: 0,
    malformed: 0,
    keepAlives: 0,
    retransmissions: 0,
    absorbed: 0,
    stray: 0,
    dropped: 0,
    sendFailures: 0,
    authenticationFailures: 0,
    errors: 0,
  };
  let lastMalformedReason: string | null = null;
  return {
    count: (counter) => {
      counters[counter] += 1;
    },
    countMalformed: (reason) => {
      counters.malformed += 1;
      lastMalformedReason = reason;
    },
    read: (now) => ({ ...counters, lastMalformedReason, ...now }),
  };
};
