import type { ApiError, SessionInfo } from '@caruso/app-builder/contract';

/** The demo accounts' passwords are `demo-` and the name. */
export const passwordOf = (account: string): string => `demo-${account}`;

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A program that speaks the HTTP API with a person's session, as the browser does. */
export interface ApiClient {
  readonly session: SessionInfo;
  /** Sends a request whatever comes of it. `csrf: false` leaves out the token. */
  send<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    options?: { readonly csrf?: boolean; readonly headers?: Record<string, string> },
  ): Promise<Answer<T>>;
  /** The answer's body; an Error with the API's message when it is none of 2xx. */
  get<T>(path: string): Promise<T>;
  change<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

/** Without an account: someone who has not signed in. */
export async function apiClient(url: string, account?: string): Promise<ApiClient> {
  let cookie = '';
  let csrfToken = '';
  const send: ApiClient['send'] = async <T>(
    method: string,
    path: string,
    body?: unknown,
    options: { readonly csrf?: boolean; readonly headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(options.csrf === false || csrfToken === '' ? {} : { 'x-csrf-token': csrfToken }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [first] = response.headers.getSetCookie();
    if (first !== undefined) cookie = first.split(';')[0] ?? '';
    if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
      await response.body?.cancel();
      return { status: response.status, headers: response.headers, body: undefined as T };
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await send<T | { readonly error: ApiError }>(method, path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body as T;
    const { error } = answer.body as { readonly error: ApiError };
    throw new Error(`${method} ${path}: ${answer.status} ${error?.message ?? ''}`);
  };
  const session =
    account === undefined
      ? await ask<SessionInfo>('GET', '/api/session')
      : await ask<SessionInfo>('POST', '/api/session', { name: account, password: passwordOf(account) });
  csrfToken = session.csrfToken;
  return {
    session,
    send,
    get: (path) => ask('GET', path),
    change: (method, path, body) => ask(method, path, body ?? {}),
  };
}
