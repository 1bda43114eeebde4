import type { RouteName, routes } from '@caruso/app-builder/contract';
import { ApiFailure, failureFrom } from './failure.js';

type Routes = (typeof routes)[RouteName];
export type Method = Routes['method'];
/** The paths that exist for a method: a call to another does not compile. */
export type Path<M extends Method> = Extract<Routes, { readonly method: M }>['path'];

type Scalar = string | number | boolean | undefined;
export interface RequestOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, Scalar>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let csrfToken = '';

/** Every session answer brings the token that its changes must carry. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** Fills `:name` in the path; a parameter that is not given is a mistake of the caller. */
export function address(
  path: string,
  { params = {}, query = {} }: Pick<RequestOptions, 'params' | 'query'> = {},
): string {
  const filled = path.replaceAll(/:([a-z]+)/gi, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The path ${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(address(path, options), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ApiFailure('offline', 0, 'The server does not answer');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failureFrom(response.status, body);
  return body;
}

export async function get<T>(path: Path<'GET'>, options: RequestOptions = {}): Promise<T> {
  return (await send('GET', path, options)) as T;
}

export async function change<T, M extends Exclude<Method, 'GET'> = Exclude<Method, 'GET'>>(
  method: M,
  path: Path<M>,
  options: RequestOptions = {},
): Promise<T> {
  return (await send(method, path, options)) as T;
}
