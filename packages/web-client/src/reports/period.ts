export type PeriodName = 'today' | 'yesterday' | 'week' | 'custom';
export const periodNames: readonly PeriodName[] = ['today', 'yesterday', 'week', 'custom'];

export interface Period {
  /** ISO 8601 instant, inclusive. */
  readonly from: string;
  /** ISO 8601 instant, exclusive. */
  readonly to: string;
}

/** Local midnight, `days` days after that of `now`; over a change to summer time a day has 23 or 25 hours. */
function midnight(now: Date, days: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
}

/** Whole days on the reader's calendar, today up to its end; seven days are today and the six before. */
export function periodOf(name: Exclude<PeriodName, 'custom'>, now: Date): Period {
  switch (name) {
    case 'today':
      return { from: midnight(now, 0), to: midnight(now, 1) };
    case 'yesterday':
      return { from: midnight(now, -1), to: midnight(now, 0) };
    case 'week':
      return { from: midnight(now, -6), to: midnight(now, 1) };
  }
}

/** `first` and `last` as `YYYY-MM-DD`, both included; null when one is missing or they are the wrong way round. */
export function periodBetween(first: string, last: string): Period | null {
  const from = new Date(`${first}T00:00:00`);
  const end = new Date(`${last}T00:00:00`);
  if (Number.isNaN(from.getTime()) || Number.isNaN(end.getTime()) || end < from) return null;
  return { from: from.toISOString(), to: midnight(end, 1) };
}
