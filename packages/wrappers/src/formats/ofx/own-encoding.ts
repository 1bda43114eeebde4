import { encodingOf } from '../text/decode.js';
import { xmlEncoding } from '../xml/own-encoding.js';

/** OFX 1.6, section 2.2: `ENCODING` and `CHARSET` of the header; OFX 2: that of the XML declaration. */
export function ofxEncoding(start: string): string | undefined {
  const declared = xmlEncoding(start);
  if (declared !== undefined) return declared;
  const header = start.slice(0, start.indexOf('<OFX>') >= 0 ? start.indexOf('<OFX>') : undefined);
  const encoding = /ENCODING:\s*([A-Z]+-?\d*)/.exec(header)?.[1];
  const charset = /CHARSET:\s*((?:ISO-|WINDOWS-|CP)?\d{3,4}(?:-\d+)?)/i.exec(header)?.[1];
  if (encoding?.startsWith('UTF') === true || encoding?.startsWith('UNICODE') === true) return 'utf-8';
  if (charset === undefined) return undefined;
  const number = charset.replace(/^[A-Z]+-?/i, '');
  return encodingOf(number.startsWith('8859') ? `iso-${number}` : `windows-${number}`);
}
