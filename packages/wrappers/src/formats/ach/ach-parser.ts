import { lineParser } from '../text/line-parser.js';
import { achReader } from './ach-reader.js';

/** Of a file that has no ends of line. */
const LONGEST_LINE = 94 * 10_000;

/**
 * ACH files. Source: Nacha Operating Rules and Guidelines, appendix 3 (ACH record format specifications). One record an
 * entry, with its addenda and what its batch and file say; the totals of control records are checked.
 */
export const achParser = lineParser({ format: 'ach', mostChars: LONGEST_LINE, begin: achReader });
