import { readHeaderLines } from './header-lines.js';
import { messageLimits } from './limits.js';
import type { CSeq, HeaderField, NameAddress, SipMessage, SipRequest, Via } from './message.js';
import { parseNameAddress } from './name-address.js';
import { tokenPattern } from './parameters.js';
import { splitOutsideQuotes } from './quoted-text.js';
import { parseStartLine } from './start-line.js';
import { parseVia } from './via.js';

export type ParseResult =
  | { readonly ok: true; readonly message: SipMessage }
  | {
      readonly ok: false;
      readonly reason: string;
      /** For a request whose sender can be told: what a response copies, and its status. */
      readonly answerable: { readonly request: SipRequest; readonly status: 400 | 505 } | null;
    };

const singular: ReadonlySet<string> = new Set(['from', 'to', 'call-id', 'cseq', 'content-length', 'max-forwards']);
const structured: ReadonlySet<string> = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'content-length']);
// RFC 3261 25.1: words may hold nearly anything but white space.
const callIdPattern = /^\S+$/;

const parseCSeq = (value: string): CSeq | null => {
  const match = /^(\d{1,12})\s+(\S+)$/.exec(value);
  const number = Number(match?.[1] ?? Number.NaN);
  const method = match?.[2] ?? '';
  // RFC 3261 8.1.1.5: less than 2**31.
  return number < 2 ** 31 && tokenPattern.test(method) ? { number, method } : null;
};

const parseVias = (fields: readonly HeaderField[]): readonly [Via, ...Via[]] | null => {
  const vias: Via[] = [];
  for (const { name, value } of fields) {
    if (name !== 'via') continue;
    for (const part of splitOutsideQuotes(value, ',') ?? ['']) {
      const via = parseVia(part);
      if (via === null || vias.length >= messageLimits.vias) return null;
      vias.push(via);
    }
  }
  const [first, ...rest] = vias;
  return first === undefined ? null : [first, ...rest];
};

const only = <T>(fields: readonly HeaderField[], name: string, parse: (value: string) => T | null): T | null => {
  const field = fields.find((candidate) => candidate.name === name);
  return field === undefined ? null : parse(field.value);
};

interface Head {
  readonly vias: readonly [Via, ...Via[]] | null;
  readonly from: NameAddress | null;
  readonly to: NameAddress | null;
  readonly callId: string | null;
  readonly cseq: CSeq | null;
}

const missing = ({ vias, from, to, callId, cseq }: Head): string | null => {
  const names = [
    vias === null ? 'Via' : '',
    from === null ? 'From' : '',
    to === null ? 'To' : '',
    callId === null ? 'Call-ID' : '',
    cseq === null ? 'CSeq' : '',
  ].filter((name) => name !== '');
  return names.length === 0 ? null : `missing or malformed: ${names.join(', ')}`;
};

const repeated = (fields: readonly HeaderField[]): string | null => {
  const seen = new Set<string>();
  for (const { name } of fields) {
    if (singular.has(name) && seen.has(name)) return `${name} stands twice`;
    seen.add(name);
  }
  return null;
};

const numberProblem = (fields: readonly HeaderField[], name: string, most: number): string | null => {
  const value = fields.find((field) => field.name === name)?.value;
  if (value === undefined) return null;
  return /^\d{1,10}$/.test(value) && Number(value) <= most ? null : `${name} is out of range`;
};

const findBody = (bytes: Buffer): { readonly head: string; readonly body: Buffer } | null => {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return null;
  const end = lf < 0 || (crlf >= 0 && crlf < lf) ? { at: crlf, length: 4 } : { at: lf, length: 2 };
  return { head: bytes.toString('utf8', 0, end.at), body: bytes.subarray(end.at + end.length) };
};

const skipEmptyLines = (bytes: Buffer): Buffer => {
  let start = 0;
  while (bytes[start] === 13 || bytes[start] === 10) start += 1;
  return start === 0 ? bytes : bytes.subarray(start);
};

/** Parses one datagram (RFC 3261 7, 18.3, 25). Never throws. */
export const parseMessage = (datagram: Uint8Array): ParseResult => {
  if (datagram.length > messageLimits.datagramBytes) return { ok: false, reason: 'too long', answerable: null };
  // RFC 3261 7.5: line ends before the start line are ignored.
  const bytes = skipEmptyLines(Buffer.from(datagram.buffer, datagram.byteOffset, datagram.length));
  const parts = findBody(bytes);
  const { startLine, fields, problem } = readHeaderLines(parts?.head ?? bytes.toString('utf8').trimEnd());
  const start = parseStartLine(startLine);
  const vias = parseVias(fields);
  const from = only(fields, 'from', parseNameAddress);
  const to = only(fields, 'to', parseNameAddress);
  const callId = only(fields, 'call-id', (value) => (callIdPattern.test(value) ? value : null));
  const cseq = only(fields, 'cseq', parseCSeq);

  const declared = fields.find(({ name }) => name === 'content-length')?.value;
  const bodyBytes = parts?.body ?? Buffer.alloc(0);
  const length = declared === undefined ? bodyBytes.length : Number(declared);
  const reason =
    (start.kind === 'malformed' ? start.reason : null) ??
    problem ??
    missing({ vias, from, to, callId, cseq }) ??
    repeated(fields) ??
    (parts === null ? 'no empty line ends the header' : null) ??
    numberProblem(fields, 'content-length', 2 ** 31) ??
    (length > bodyBytes.length ? 'the body is shorter than Content-Length' : null) ??
    numberProblem(fields, 'max-forwards', 255) ??
    (start.kind === 'request' && start.method !== cseq?.method ? 'CSeq names another method' : null);

  if (vias === null || from === null || to === null || callId === null || cseq === null) {
    return { ok: false, reason: reason ?? 'malformed', answerable: null };
  }
  const common = { vias, from, to, callId, cseq } as const;
  if (reason !== null || start.kind === 'malformed') {
    const isResponse = start.kind === 'response' || (start.kind === 'malformed' && start.isResponse);
    const method = start.kind === 'request' ? start.method : cseq.method;
    const request: SipRequest = { kind: 'request', method, uri: '', ...common, headers: [], body: '' };
    // An ACK is never answered (RFC 3261 17.1.1.3), nor is a response.
    const answerable =
      isResponse || method === 'ACK' ? null : { request, status: start.kind === 'malformed' ? start.status : 400 };
    return { ok: false, reason: reason ?? 'malformed', answerable };
  }
  const headers = fields.filter(({ name }) => !structured.has(name));
  return { ok: true, message: { ...start, ...common, headers, body: bodyBytes.toString('utf8', 0, length) } };
};
