import type { ValueType } from '../contract/index.js';
import { parseDate } from './dates.js';
import { parseDuration } from './durations.js';
import { parseInstant, parseTime } from './times.js';

/** The type of an ISO 8601 text as `@"…"` takes it; undefined if it is none. */
export function temporalLiteral(text: string): ValueType | undefined {
  if (parseDate(text) !== undefined) return { kind: 'date' };
  if (parseTime(text) !== undefined) return { kind: 'time' };
  if (parseInstant(text) !== undefined) return { kind: 'date and time' };
  return parseDuration(text) === undefined ? undefined : { kind: 'duration' };
}
