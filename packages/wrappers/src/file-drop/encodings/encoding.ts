import { z } from 'zod';
import { byteTable } from './byte-table.js';

/** `utf-8`, `latin1`, `windows-1252` and the other labels of the WHATWG Encoding Standard, `us-ascii`, `cp037` and `cp500` (EBCDIC). */
export const encodingSchema = z.string().refine(isKnown, {
  error: ({ input }) =>
    `"${String(input)}" is no encoding known here; examples: utf-8, windows-1252, latin1, cp037, cp500`,
});

function isKnown(encoding: string): boolean {
  try {
    return byteTable(encoding) !== undefined || new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
