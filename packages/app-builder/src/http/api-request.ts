import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallOptions, Principal } from '@caruso/core-service-manager/contract';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { RouteName } from '../contract/routes.js';
import type { Session } from '../sign-in/sessions.js';

/** A request after sign-in and role have been checked. */
export interface ApiRequest {
  readonly principal: Principal | undefined;
  readonly session: Session | undefined;
  /** For calls of services on the person's behalf. */
  readonly call: CallOptions;
  readonly request: Request;
  readonly response: Response;
  param(name: string): string;
  /** The query string, checked; `invalid` names each wrong field. */
  query<S extends z.ZodType>(schema: S): z.output<S>;
  /** The JSON body, checked. */
  body<S extends z.ZodType>(schema: S): z.output<S>;
}

/** Answers with a value that becomes JSON; undefined when the handler has answered by itself. */
export type Handler = (api: ApiRequest) => Promise<unknown>;
export type Handlers<N extends RouteName = RouteName> = Readonly<Record<N, Handler>>;

export function apiRequest(
  request: Request,
  response: Response,
  who: { readonly principal: Principal | undefined; readonly session: Session | undefined },
): ApiRequest {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    ...who,
    call: { signal: gone.signal, ...(who.principal === undefined ? {} : { principal: who.principal }) },
    request,
    response,
    param: (name) => String(request.params[name] ?? ''),
    query: (schema) => check(schema, request.query, 'The address'),
    body: (schema) => check(schema, request.body ?? {}, 'The request'),
  };
}

function check<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const attributes = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.map(String).join('.') || 'body', issue.message]),
  );
  const words = Object.entries(attributes).map(([name, message]) => `${name}: ${message}`);
  throw new CarusoError('invalid', `${what} is not right. ${words.join('; ')}`, { attributes });
}

/** The signed-in person; the route table has made sure that there is one. */
export function person(api: ApiRequest): Principal {
  if (api.principal === undefined) throw new CarusoError('unauthenticated', 'Sign in first.');
  return api.principal;
}
