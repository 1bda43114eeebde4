import { CarusoError } from '../../contract/index.js';
import type { CallHeader } from './message.js';

/** In characters of JSON. Links whose messages are smaller send the text in parts. */
export const LARGEST_MESSAGE = 8 * 1024 * 1024;

/** Throws `invalid` when the input is nothing that JSON can carry, or too large. */
export function encodeCall(i: number, header: CallHeader, input: unknown): string {
  return withBody(`{"t":"c","i":${i},${encodeHeader(header)}`, input, `the input of ${header.m}`);
}

export function encodeOpen(i: number, header: CallHeader, credit: number, input: unknown): string {
  return withBody(`{"t":"o","i":${i},"n":${credit},${encodeHeader(header)}`, input, `the input of ${header.m}`);
}

export function encodeAnswer(i: number, output: unknown): string {
  return withBody(`{"t":"a","i":${i}`, output, 'the answer');
}

export function encodeValue(i: number, value: unknown): string {
  return withBody(`{"t":"v","i":${i}`, value, 'a value of the stream');
}

export function encodeError(i: number, { code, message, details }: CarusoError): string {
  return `{"t":"e","i":${i},"code":"${code}","message":${JSON.stringify(message)},"details":${encodeDetails(details)}}`;
}

export function encodeCancel(i: number): string {
  return `{"t":"x","i":${i}}`;
}

export function encodeEnd(i: number): string {
  return `{"t":"z","i":${i}}`;
}

export function encodeCredit(i: number, n: number): string {
  return `{"t":"k","i":${i},"n":${n}}`;
}

/** Put together by hand: most calls carry little but their input, which is then turned into text once. */
function encodeHeader({ p, m, ms, k, w, tp }: CallHeader): string {
  let text = `"p":${JSON.stringify(p)},"m":${JSON.stringify(m)}`;
  if (ms !== undefined) text += `,"ms":${Math.ceil(ms)}`;
  if (k !== undefined) text += `,"k":${JSON.stringify(k)}`;
  if (w !== undefined) text += `,"w":${JSON.stringify(w)}`;
  if (tp !== undefined) text += `,"tp":${JSON.stringify(tp)}`;
  return text;
}

function withBody(head: string, body: unknown, what: string): string {
  if (body === undefined) return `${head}}`;
  let json: string | undefined;
  try {
    json = JSON.stringify(body);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CarusoError('invalid', `JSON cannot carry ${what}: ${why}`, {}, { cause });
  }
  // Of a function or a symbol, which the compiler does not see in an `unknown`.
  if ((json as string | undefined) === undefined) {
    throw new CarusoError('invalid', `JSON cannot carry ${what}: it is a ${typeof body}`);
  }
  if (json.length > LARGEST_MESSAGE) {
    throw new CarusoError(
      'invalid',
      `${what} has ${json.length} characters of JSON; between processes at most ${LARGEST_MESSAGE} can be sent`,
      { size: json.length, limit: LARGEST_MESSAGE },
    );
  }
  return `${head},"b":${json}}`;
}

/** An error must arrive even if somebody put into its details what JSON cannot carry. */
function encodeDetails(details: Readonly<Record<string, unknown>>): string {
  try {
    const text = JSON.stringify(details);
    return text.length > LARGEST_MESSAGE ? '{}' : text;
  } catch {
    return '{}';
  }
}
