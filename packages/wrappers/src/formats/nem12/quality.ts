import { optional } from './fields.js';
import type { ReadQuality } from './model.js';

/** A quality flag with its method, such as `F14`, as MDFF appendix C has them; undefined when it is none. */
export function readQuality(
  flag: string | undefined,
  reasonCode: string | undefined,
  reasonDescription: string | undefined,
): ReadQuality | undefined {
  const match = /^([AEFNS])(\d{2})?$/.exec(flag ?? '');
  if (match === null) return undefined;
  return {
    quality: match[1] ?? '',
    method: match[2] ?? null,
    reasonCode: optional(reasonCode),
    reasonDescription: optional(reasonDescription),
  };
}

/** Record 400: the quality of the intervals `first` to `last`, which count from 1. */
export interface QualityRange {
  readonly first: number;
  readonly last: number;
  readonly quality: ReadQuality;
}

/** A record 400, or what is wrong with it. `count` is the number of intervals of the day it belongs to. */
export function readQualityRange(fields: readonly string[], count: number): QualityRange | string {
  const [, from = '', to = '', flag, reasonCode, reasonDescription] = fields;
  const first = /^\d{1,4}$/.test(from) ? Number(from) : 0;
  const last = /^\d{1,4}$/.test(to) ? Number(to) : 0;
  if (first < 1 || last < first || last > count) {
    return `the intervals ${from} to ${to} are not within 1 to ${count}`;
  }
  const quality = readQuality(flag, reasonCode, reasonDescription);
  return quality === undefined ? `the quality method "${flag ?? ''}" is not known` : { first, last, quality };
}
