import { dataDirOf, readRunFile } from '@caruso/app-builder';
import type { ApiError } from '@caruso/app-builder/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';

export interface Connection {
  readonly url: string;
  readonly token: string;
}

export interface ConnectionOptions {
  /** The application's folder. */
  readonly dir: string;
  readonly data?: string | undefined;
  readonly url?: string | undefined;
}

/** How to reach the application that runs on a data folder; undefined when none does. With --url the token comes from CARUSO_TOKEN or the data folder. */
export async function findRunning({ dir, data, url }: ConnectionOptions): Promise<Connection | undefined> {
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new CarusoError('invalid', `--url "${url}" is no address: http://127.0.0.1:8080 is.`);
  const running = await readRunFile(dataDirOf({ dir }, data));
  const token = process.env['CARUSO_TOKEN'] ?? running?.token;
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new CarusoError('invalid', 'The token in CARUSO_TOKEN is none: it holds blanks, line breaks or other signs.');
  if (url !== undefined) {
    if (token === undefined)
      throw new CarusoError(
        'invalid',
        'To reach another application its token is needed: set CARUSO_TOKEN, or name its data folder with --data.',
      );
    return { url, token };
  }
  return running === undefined ? undefined : { url: running.url, token: running.token };
}

export function assertRunning(connection: Connection | undefined): Connection {
  if (connection === undefined)
    throw new CarusoError(
      'unavailable',
      'No application runs on this data folder. Start one with caruso run, or name it with --url or --data.',
    );
  return connection;
}

/** Calls the API of a running application as its administrator. Errors as the application gave them. */
export async function callApi(
  { url, token }: Connection,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  /** Milliseconds. */
  timeoutMs = 30_000,
): Promise<unknown> {
  const response = await request(url, path, {
    signal: AbortSignal.timeout(timeoutMs),
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok)
    return response.headers.get('content-type')?.startsWith('application/json') === true
      ? (JSON.parse(text) as unknown)
      : text;
  throw toError(text, response.status);
}

async function request(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, url), init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw new CarusoError('deadline', `The application at ${url} did not answer in time.`, {}, { cause: error });
    throw new CarusoError(
      'unavailable',
      `Nothing answers at ${url}. Is the application running?`,
      {},
      { cause: error },
    );
  }
}

function toError(text: string, status: number): CarusoError {
  try {
    const { error } = JSON.parse(text) as { error: ApiError };
    return new CarusoError(error.code, error.message, error.details);
  } catch {
    return new CarusoError('unavailable', `The answer (HTTP ${status}) does not come from a Caruso application.`);
  }
}
