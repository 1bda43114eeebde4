import { wireHeaderName } from './header-names.js';
import type { SipMessage } from './message.js';
import { serializeNameAddress } from './name-address.js';
import { serializeVia } from './via.js';

// A line break inside a value (a display name, an application's header) would forge a header field.
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/** The bytes for the wire. Content-Length is counted here. */
export const serializeMessage = (message: SipMessage): Buffer => {
  const body = Buffer.from(message.body, 'utf8');
  const lines = [
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`,
    ...message.vias.map((via) => `Via: ${serializeVia(via)}`),
    `From: ${serializeNameAddress(message.from)}`,
    `To: ${serializeNameAddress(message.to)}`,
    `Call-ID: ${message.callId}`,
    `CSeq: ${message.cseq.number} ${message.cseq.method}`,
    ...message.headers.map(({ name, value }) => `${wireHeaderName(name)}: ${value}`),
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.map(oneLine).join('\r\n')}\r\n\r\n`, 'utf8'), body]);
};
