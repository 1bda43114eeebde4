import { systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { LegacySystem } from '@caruso/core-service-manager/wrapper-kit';
import type { Authenticator } from '../authentication/authenticator.js';
import type { HttpAnswer, HttpConnection } from '../http/http-connection.js';
import { httpError } from '../http/http-error.js';
import { retryAfterMs } from '../http/retry-after.js';
import type { RestOperation, RestRequest } from './rest-operation.js';

export interface RestSystemOptions {
  readonly system: LegacySystem;
  readonly http: HttpConnection;
  readonly authenticator: Authenticator;
  /** Everything is asked below this address; nothing elsewhere. */
  readonly base: URL;
  /** Sent with every request; expanded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly idempotencyHeader: string | undefined;
  /** `Retry-After` up to this is waited for, once. */
  readonly retryAfterMs: number;
  readonly mask: (text: string) => string;
  readonly now: () => number;
}

export interface RequestContext {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string | undefined;
}

export interface RestSystem {
  readonly name: string;
  /**
   * The whole address of a request, without credentials.
   * @throws CarusoError `refused` when it is at another place than the system.
   */
  address(request: RestRequest): URL;
  /** One recorded exchange; the answer has a status below 400. */
  send(operation: RestOperation, request: RestRequest, context: RequestContext): Promise<HttpAnswer>;
}

/** What an operation or the paging looks at; the rest need not stand in a recording. */
const KEPT_HEADERS = ['content-type', 'etag', 'link', 'location'];

export function restSystem(options: RestSystemOptions): RestSystem {
  const { system, http, authenticator, base, mask } = options;

  async function attempt(
    request: RestRequest,
    more: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const credentials = await authenticator.credentials();
    const url = addressOf(system.name, base, request);
    for (const [name, value] of Object.entries(credentials.query)) url.searchParams.append(name, value);
    const headers = {
      accept: 'application/json',
      ...options.headers,
      ...request.headers,
      ...more,
      ...credentials.headers,
    };
    const { method, body } = request;
    const answer = await http.send({ method, url, headers, ...(body === undefined ? {} : { body }) }, signal);
    if (answer.status !== 401 || !authenticator.refused(credentials)) return answer;
    const again = await authenticator.credentials();
    return http.send(
      { method, url, headers: { ...headers, ...again.headers }, ...(body === undefined ? {} : { body }) },
      signal,
    );
  }

  return {
    name: system.name,
    address: (request) => addressOf(system.name, base, request),
    async send(operation, request, { signal, idempotencyKey }) {
      const { idempotencyHeader } = options;
      const more =
        idempotencyHeader === undefined || idempotencyKey === undefined
          ? {}
          : { [idempotencyHeader.toLowerCase()]: idempotencyKey };
      checkHeaders(system.name, { ...request.headers, ...more });
      const perform = async (limit: AbortSignal): Promise<HttpAnswer> => {
        let answer = await attempt(request, more, limit);
        const wait = waitingTime(answer, options);
        if (wait !== undefined && wait <= options.retryAfterMs) {
          await pause(wait, limit);
          answer = await attempt(request, more, limit);
        }
        const error = httpError(system.name, answer, operation.errorMessage, mask);
        if (error === undefined) return { ...answer, headers: kept(answer.headers) };
        const still = waitingTime(answer, options);
        if (still === undefined) throw error;
        throw Object.assign(error, { details: { ...error.details, retryAfterMs: still } });
      };
      return system.exchange(identityOf(operation, request), perform, signal === undefined ? {} : { signal });
    },
  };
}

/** Without the host, so that a recording of one installation answers for another. */
function identityOf({ name }: RestOperation, { method, path, query, headers, body }: RestRequest) {
  return {
    operation: name,
    method,
    path: path.replace(/^https?:\/\/[^/]*/i, ''),
    query: query.map((pair) => [...pair]),
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
  };
}

/** The address of a request: below the base, whatever the path holds. */
function addressOf(system: string, base: URL, { path, query }: RestRequest): URL {
  const absolute = /^https?:\/\//i.test(path);
  const url = absolute ? new URL(path) : new URL(base.pathname.replace(/\/$/, '') + path, base.origin);
  if (url.origin !== base.origin) {
    throw systemRefuses(system, `${system} names an address at another place, which is not followed`, {
      message: url.origin,
    });
  }
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

/** @throws CarusoError `invalid` for text that cannot stand in a header (RFC 9110 5.5). */
function checkHeaders(system: string, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw wrongRequest(system, `This text cannot stand in the header ${name}`);
  }
}

function waitingTime(answer: HttpAnswer, { now }: RestSystemOptions): number | undefined {
  return answer.status === 429 || answer.status === 503
    ? retryAfterMs(answer.headers['retry-after'], now())
    : undefined;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function kept(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
