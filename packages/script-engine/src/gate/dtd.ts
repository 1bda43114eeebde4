import { readFileSync } from 'node:fs';

/** The only document type a script may name. */
export const dtdName = 'caruso-script-1.dtd';

/** The DTD of this package, whatever lies beside a script. */
export function readDtd(): Uint8Array {
  return readFileSync(new URL(`../../dtd/${dtdName}`, import.meta.url));
}
