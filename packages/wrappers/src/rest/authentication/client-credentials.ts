import type { CarusoError } from '@caruso/core-service-manager/contract';
import { systemNotThere, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import {
  ClientSecretBasic,
  ClientSecretPost,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from 'oauth4webapi';
import type { HttpConnection } from '../http/http-connection.js';
import { excerpt } from '../http/http-error.js';
import type { AuthenticationSettings } from './authentication-settings.js';

export interface TokenSource {
  /** The token in use, fetched when there is none or it is about to expire; concurrent callers share one fetching. */
  token(): Promise<string>;
  /** Says that the system did not take this token: the next call fetches another. */
  discard(token: string): void;
}

export interface TokenOptions {
  readonly system: string;
  readonly settings: Extract<AuthenticationSettings, { kind: 'oauth2' }>;
  /** Expanded. */
  readonly clientSecret: string;
  readonly http: HttpConnection;
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Renewed this long before it expires, so that it does not expire on its way. */
const EARLY_MS = 10_000;

/** OAuth 2 client credentials (RFC 6749 4.4). */
export function clientCredentials({ system, settings, clientSecret, http, timeoutMs, now }: TokenOptions): TokenSource {
  const tokenUrl = new URL(settings.tokenUrl);
  const server = { issuer: tokenUrl.origin, token_endpoint: tokenUrl.href };
  const client = { client_id: settings.clientId };
  const authentication =
    settings.clientAuthentication === 'post' ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
  const parameters = { ...settings.parameters, ...(settings.scope === undefined ? {} : { scope: settings.scope }) };
  let held: { readonly token: string; readonly until: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const response = await clientCredentialsGrantRequest(server, client, authentication, parameters, {
      // A token endpoint without TLS is the integrator's decision, made in the settings.
      [allowInsecureRequests]: tokenUrl.protocol === 'http:',
      [customFetch]: (url, { method, headers, body }) => fetchWith(http, url, method, headers, body, timeoutMs),
    });
    const answer = await processClientCredentialsResponse(server, client, response);
    const lifeMs = answer.expires_in === undefined ? Number.POSITIVE_INFINITY : answer.expires_in * 1000;
    held = { token: answer.access_token, until: now() + lifeMs - Math.min(EARLY_MS, lifeMs / 10) };
    return held.token;
  }

  return {
    async token() {
      if (held !== undefined && now() < held.until) return held.token;
      fetching ??= fetchToken()
        .catch((thrown: unknown) => {
          throw tokenError(system, thrown) ?? thrown;
        })
        .finally(() => {
          fetching = undefined;
        });
      return fetching;
    },
    discard(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function fetchWith(
  http: HttpConnection,
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  timeoutMs: number,
): Promise<Response> {
  const form = body instanceof URLSearchParams ? body.toString() : '';
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await http.send({ method, url: new URL(url), headers, body: form }, signal);
  return new Response(answer.text, { status: answer.status, headers: { ...answer.headers } });
}

function tokenError(system: string, thrown: unknown): CarusoError | undefined {
  if (thrown instanceof ResponseBodyError) {
    const legacy = { message: excerpt(thrown.error_description ?? thrown.error), code: thrown.error };
    return systemRefuses(system, `The token endpoint of ${system} refuses: ${legacy.message}`, legacy);
  }
  if (thrown instanceof WWWAuthenticateChallengeError) {
    const legacy = { message: `HTTP ${thrown.status}`, code: thrown.status };
    return systemRefuses(system, `The token endpoint of ${system} does not know the client`, legacy);
  }
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'OAUTH_RESPONSE_IS_NOT_CONFORM')
    return undefined;
  const status = thrown.cause instanceof Response ? thrown.cause.status : undefined;
  const legacy = { message: thrown.message, ...(status === undefined ? {} : { code: status }) };
  return status !== undefined && status >= 502
    ? systemNotThere(system, `The token endpoint of ${system} is not available now`, legacy, thrown)
    : systemRefuses(system, `The token endpoint of ${system} answers no token`, legacy);
}
