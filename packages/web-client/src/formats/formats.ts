/** The region whose customs a language's texts follow here; dates and numbers must fit the texts around them. */
const locales: Readonly<Record<string, string>> = { en: 'en-GB', pt: 'pt-PT' };

export interface Formats {
  /** `2026-11-22` or an instant → `22 Nov 2026`. */
  date(iso: string): string;
  longDate(iso: string): string;
  dateTime(iso: string): string;
  time(iso: string): string;
  number(value: number): string;
  /** Decimal text of any length keeps its digits. */
  decimal(value: string | number): string;
  money(value: string | number, currency: string): string;
  /** 0 to 1 → `83%`. */
  percent(fraction: number): string;
  /** Seconds → `45s`, `3m 20s`, `2h 5m`, as the language shortens them. */
  duration(seconds: number): string;
  /** `3 minutes ago`, `in 2 days`. */
  relative(iso: string, now: number): string;
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** A date without time is the same day everywhere: read and written in UTC. */
function formatDay(iso: string, zoned: Intl.DateTimeFormat, utc: Intl.DateTimeFormat): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return dateOnly.test(iso) ? utc.format(at) : zoned.format(at);
}

export function makeFormats(language: string, timeZone?: string): Formats {
  const locale = locales[language] ?? language;
  const zone = timeZone === undefined ? {} : { timeZone };
  // Portuguese has no short month in dates: 1/01/2027 would come of asking for one.
  const short =
    language === 'pt' ? ({ day: '2-digit', month: '2-digit' } as const) : ({ day: 'numeric', month: 'short' } as const);
  const day = { ...short, year: 'numeric' } as const;
  const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const dates = new Intl.DateTimeFormat(locale, { ...day, ...zone });
  const utcDates = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
  const longDates = new Intl.DateTimeFormat(locale, { ...longDay, ...zone });
  const utcLongDates = new Intl.DateTimeFormat(locale, { ...longDay, timeZone: 'UTC' });
  const dateTimes = new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit', ...zone });
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' });
  const units = { second: unit('second'), minute: unit('minute'), hour: unit('hour') };

  const duration = (seconds: number): string => {
    const whole = Math.round(seconds);
    if (whole < 60) return units.second.format(whole);
    if (whole < 3600)
      return [
        units.minute.format(Math.floor(whole / 60)),
        ...(whole % 60 === 0 ? [] : [units.second.format(whole % 60)]),
      ].join(' ');
    const minutes = Math.floor((whole % 3600) / 60);
    return [units.hour.format(Math.floor(whole / 3600)), ...(minutes === 0 ? [] : [units.minute.format(minutes)])].join(
      ' ',
    );
  };

  return {
    date: (iso) => formatDay(iso, dates, utcDates),
    longDate: (iso) => formatDay(iso, longDates, utcLongDates),
    dateTime: (iso) => formatDay(iso, dateTimes, dateTimes),
    time: (iso) => formatDay(iso, times, times),
    number: (value) => numbers.format(value),
    // NumberFormat takes decimal text without going through a double (ECMA-402, Intl.NumberFormat v3).
    decimal: (value) => decimals.format(value as Intl.StringNumericLiteral),
    money: (value, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value as Intl.StringNumericLiteral),
    percent: (fraction) => percents.format(fraction),
    duration,
    relative: (iso, now) => {
      const seconds = Math.round((Date.parse(iso) - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return relatives.format(seconds, 'second');
      if (size < 3600) return relatives.format(Math.trunc(seconds / 60), 'minute');
      if (size < 86_400) return relatives.format(Math.trunc(seconds / 3600), 'hour');
      return relatives.format(Math.trunc(seconds / 86_400), 'day');
    },
  };
}
