import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { Request } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { routes } from '../contract/routes.js';
import type { Route } from '../contract/routes.js';
import type { Accounts } from '../accounts/accounts.js';
import { readSessionToken } from '../sign-in/session-cookie.js';
import { assertCsrfToken } from '../sign-in/sessions.js';
import type { Session, Sessions } from '../sign-in/sessions.js';
import { assertSameSite } from './security.js';

export interface Identified {
  readonly principal: Principal | undefined;
  readonly session: Session | undefined;
}

/** The command line on the same machine, by the token in the data folder. */
const commandLine: Principal = {
  kind: 'user',
  id: 'command-line',
  name: 'Command line',
  roles: ['administrator', 'supervisor'],
};

/** A Prometheus server: its token opens this one route. */
const metricsReader: Principal = { kind: 'system', id: 'metrics', name: 'Metrics', roles: ['administrator'] };

export interface Tokens {
  /** Of the command line on the same machine. */
  readonly application: string;
  readonly metrics: string | undefined;
}

/** Who asks, and whether she may use the route at all. `unauthenticated` or `forbidden` otherwise. */
export async function identify(
  request: Request,
  route: Route,
  { accounts, sessions, tokens }: { readonly accounts: Accounts; readonly sessions: Sessions; readonly tokens: Tokens },
): Promise<Identified> {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const { application, metrics } = tokens;
    if (route.path === routes.metrics.path && metrics !== undefined && sameText(bearer, metrics))
      return { principal: assertRole(metricsReader, route), session: undefined };
    if (!sameText(bearer, application))
      throw new CarusoError('unauthenticated', 'The token is not that of this application.');
    return { principal: assertRole(commandLine, route), session: undefined };
  }
  if (route.method !== 'GET') assertSameSite(request);
  const cookie = readSessionToken(request);
  const session = cookie === undefined ? undefined : await sessions.find(cookie);
  // The account is read at every request, so that a closed account or a lost role takes effect at once.
  const principal = session === undefined ? undefined : await accounts.principal(session.user);
  if (route.roles === 'public') return { principal, session: principal === undefined ? undefined : session };
  if (session === undefined || principal === undefined) throw new CarusoError('unauthenticated', 'Sign in first.');
  if (route.method !== 'GET') assertCsrfToken(session, request.get('x-csrf-token'));
  return { principal: assertRole(principal, route), session };
}

function assertRole(principal: Principal, route: Route): Principal {
  if (route.roles !== 'public' && !route.roles.some((role) => principal.roles.includes(role))) {
    throw new CarusoError('forbidden', 'Your account has no right to this.');
  }
  return principal;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
