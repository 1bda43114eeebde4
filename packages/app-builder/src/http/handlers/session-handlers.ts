import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import type { Page, SessionInfo } from '../../contract/api.js';
import type { Session } from '../../sign-in/sessions.js';
import { clearSessionCookie, readSessionToken, setSessionCookie } from '../../sign-in/session-cookie.js';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

export function sessionHandlers({
  accounts,
  sessions,
  application,
}: Services): Handlers<'getSession' | 'signIn' | 'signOut'> {
  const info = (principal: Principal | undefined, session: Session | undefined): SessionInfo => ({
    principal: principal ?? null,
    csrfToken: session?.csrfToken ?? '',
    application: {
      name: application.name,
      title: application.title,
      languages: application.languages,
      queues: application.queues,
    },
    pages: principal === undefined ? [] : pagesOf(principal, application.hasMailbox),
  });
  return {
    getSession: async (api) => info(api.principal, api.session),

    signIn: async (api) => {
      const { name, password } = api.body(z.object({ name: z.string().max(200), password: z.string().max(200) }));
      const principal = await accounts.authenticate(name.trim().toLowerCase(), password);
      if (principal === undefined) throw new CarusoError('unauthenticated', 'The name and the password do not fit.');
      // A new session at every sign-in, so that nobody can have planted one (session fixation).
      const former = readSessionToken(api.request);
      if (former !== undefined) await sessions.close(former);
      const { token, session } = await sessions.open(principal.id);
      setSessionCookie(api.request, api.response, token);
      return info(principal, session);
    },

    signOut: async (api) => {
      const token = readSessionToken(api.request);
      if (token !== undefined) await sessions.close(token);
      clearSessionCookie(api.request, api.response);
      return info(undefined, undefined);
    },
  };
}

/** The menu, in its order. */
function pagesOf({ roles }: Principal, hasMailbox: boolean): readonly Page[] {
  const pages: readonly (readonly [Page, readonly string[]])[] = [
    ['desktop', ['agent']],
    ['monitor', ['supervisor', 'administrator']],
    ['customers', ['agent', 'supervisor']],
    ['reports', ['supervisor', 'administrator']],
    ['users', ['supervisor', 'administrator']],
    ['phones', ['supervisor', 'administrator']],
    ['services', ['administrator']],
    ['mailbox', hasMailbox ? ['agent', 'supervisor', 'administrator'] : []],
    ['portal', ['customer']],
  ];
  return pages.filter(([, allowed]) => allowed.some((role) => roles.includes(role))).map(([page]) => page);
}
