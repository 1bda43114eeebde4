import { systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import { Agent, request } from 'undici';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in small letters; several headers of one name are joined by `, ` (RFC 9110 5.3). */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface HttpConnection {
  /**
   * Any status is an answer. Redirections are followed inside the origin and refused to another one.
   * @throws CarusoError `refused` for an answer that is too long, compressed, or leads elsewhere; socket errors as they come.
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly system: string;
  /** Connections to one origin at most. */
  readonly connections: number;
  /** Longest answer, in bytes. */
  readonly maxAnswerBytes: number;
}

const MOST_REDIRECTIONS = 5;
const REDIRECTIONS = new Set([301, 302, 303, 307, 308]);

/** HTTP/1.1 to a system: pooled connections, bounded answers, never led to another host. */
export function openHttp({ system, connections, maxAnswerBytes }: HttpOptions): HttpConnection {
  const agent = new Agent({ connections, maxResponseSize: maxAnswerBytes, connectTimeout: 10_000 });

  async function once({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await request(url, {
      method: method as 'GET',
      // An answer that unpacks without limit is not wanted.
      headers: { 'accept-encoding': 'identity', ...headers },
      signal,
      dispatcher: agent,
      ...(body === undefined ? {} : { body }),
    });
    const named = namedOnce(answer.headers);
    const bytes = await answer.body.bytes();
    const encoding = named['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      throw systemRefuses(system, `${system} sends compressed answers (${encoding}) although asked not to`);
    }
    return { status: answer.statusCode, headers: named, text: decoded(bytes, named['content-type']) };
  }

  return {
    async send(first, signal) {
      let current = first;
      for (let followed = 0; ; followed += 1) {
        const answer = await once(current, signal).catch((thrown: unknown) => {
          throw tooLong(thrown)
            ? systemRefuses(system, `The answer of ${system} is longer than ${maxAnswerBytes} bytes`)
            : thrown;
        });
        const location = answer.headers['location'];
        if (!REDIRECTIONS.has(answer.status) || location === undefined) return answer;
        const next = redirected(current, answer.status, location);
        const legacy = { message: `Location: ${next?.url.origin ?? 'not an address'}`, code: answer.status };
        if (next === undefined || next.url.origin !== first.url.origin) {
          throw systemRefuses(system, `${system} leads to another place, which is not followed`, legacy);
        }
        if (followed === MOST_REDIRECTIONS) throw systemRefuses(system, `${system} leads in a circle`, legacy);
        current = next;
      }
    },
    async close() {
      if (!agent.closed) await agent.close();
    },
  };
}

/** RFC 9110 15.4: 303 (and by custom 301, 302 after a POST) asks with GET; 307 and 308 repeat the request. */
function redirected(from: HttpRequest, status: number, location: string): HttpRequest | undefined {
  if (!URL.canParse(location, from.url.href)) return undefined;
  const url = new URL(location, from.url);
  if (status === 307 || status === 308 || from.method === 'GET' || from.method === 'HEAD') return { ...from, url };
  if (status !== 303 && from.method !== 'POST') return undefined;
  const { 'content-type': _type, ...headers } = from.headers;
  return { method: 'GET', url, headers };
}

function namedOnce(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function decoded(bytes: Uint8Array, contentType: string | undefined): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function tooLong(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}
