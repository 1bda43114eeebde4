/** Months and milliseconds do not convert into each other: FEEL's two kinds of duration (DMN 1.5, 10.3.2.3.6 and 7). */
export interface Duration {
  readonly months: number;
  readonly ms: number;
}

const pattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** An ISO 8601 duration; undefined for what is none. */
export function parseDuration(text: string): Duration | undefined {
  const parts = pattern.exec(text);
  if (parts === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((count) => Number(count ?? 0));
  const sign = parts[1] === undefined ? 1 : -1;
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + Math.round(seconds * 1_000);
  const duration = { months: sign * (years * 12 + months), ms: sign * total };
  return Number.isSafeInteger(duration.months) && Number.isSafeInteger(duration.ms) ? duration : undefined;
}

/** ISO 8601, largest units first: `P1Y2M`, `P1DT2H`; null for one of months and days with different signs. */
export function formatDuration({ months, ms }: Duration): string | null {
  if (!Number.isFinite(months) || !Number.isFinite(ms) || months * ms < 0) return null;
  const [wholeMonths, wholeMs] = [Math.abs(Math.trunc(months)), Math.abs(Math.trunc(ms))];
  if (wholeMonths === 0 && wholeMs === 0) return 'PT0S';
  const date =
    part(Math.floor(wholeMonths / 12), 'Y') + part(wholeMonths % 12, 'M') + part(Math.floor(wholeMs / 86_400_000), 'D');
  const rest = wholeMs % 86_400_000;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor((rest % 3_600_000) / 60_000);
  const time = part(hours, 'H') + part(minutes, 'M') + part((rest % 60_000) / 1_000, 'S');
  return `${months < 0 || ms < 0 ? '-' : ''}P${date}${time === '' ? '' : `T${time}`}`;
}

/** A number by which durations of the same kind can be ordered; undefined for two of different kinds. */
export function compareDurations(a: Duration, b: Duration): number | undefined {
  if (a.months === 0 && b.months === 0) return a.ms - b.ms;
  return a.ms === 0 && b.ms === 0 ? a.months - b.months : undefined;
}

function part(value: number, unit: string): string {
  return value === 0 ? '' : `${value}${unit}`;
}
