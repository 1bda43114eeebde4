import { lineParser } from '../text/line-parser.js';
import { nem12Reader } from './nem12-reader.js';
import { nem13Reader } from './nem13-reader.js';

/** A day of one-minute intervals with 15 characters each has 21,600. */
const LONGEST_LINE = 32_000;

/**
 * NEM12, interval meter reads. Source: AEMO, Meter Data File Format Specification NEM12 & NEM13, v2.5. One record an
 * interval.
 */
export const nem12Parser = lineParser({ format: 'nem12', mostChars: LONGEST_LINE, begin: nem12Reader });

/** NEM13, accumulation meter reads, of the same specification. One record a read (250). */
export const nem13Parser = lineParser({ format: 'nem13', mostChars: LONGEST_LINE, begin: nem13Reader });
