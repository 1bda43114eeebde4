import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { LiveEvents } from '../contract/api.js';
import { person } from '../http/api-request.js';
import type { ApiRequest, Handler } from '../http/api-request.js';
import type { Services } from '../http/services.js';
import { readSessionToken } from '../sign-in/session-cookie.js';
import { coalesce } from './coalesce.js';
import { deskOf } from './desk.js';
import { follow } from './follow.js';
import { monitorOf } from './monitor.js';

const pingMs = 20_000;
/** Figures may change many times a second; a person reads them at most so often. */
const monitorEveryMs = 500;
/** A browser that reads nothing any more (a laptop that sleeps) must not fill our memory; it opens the line again when it wakes. */
const unreadBytes = 1_000_000;
const againMs = 1_000;

/** GET /api/live: server-sent events (HTML standard, 9.2). Each person gets what her roles and rights let her see. */
export function liveHandler(services: Services, everyMs = pingMs): Handler {
  return async (api) => {
    const principal = person(api);
    const { response } = api;
    const ended = new AbortController();
    response.on('close', () => ended.abort());
    // Gone while we looked who it is: "close" has been and will not come again.
    if (response.destroyed || response.socket?.destroyed === true) return undefined;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = <K extends keyof LiveEvents>(event: K, data: LiveEvents[K]): void => {
      if (ended.signal.aborted) return;
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (response.writableLength > unreadBytes) response.destroy();
    };
    const tick = async (): Promise<void> => {
      try {
        await assertStillSignedIn(api, services, principal);
        send('ping', { at: new Date().toISOString() });
      } catch {
        ended.abort();
      }
    };
    const ping = setInterval(() => void tick(), everyMs);
    send('ping', { at: new Date().toISOString() });
    try {
      await Promise.all(feeds(services, principal, ended.signal, send));
    } finally {
      clearInterval(ping);
      response.end();
    }
    return undefined;
  };
}

/** Who has signed out, lost her account or has other roles now sees nothing more: her browser asks again and gets what is hers. */
async function assertStillSignedIn(
  { session, request }: Pick<ApiRequest, 'session' | 'request'>,
  { sessions, accounts }: Pick<Services, 'sessions' | 'accounts'>,
  principal: Principal,
): Promise<void> {
  // The command line comes with a token, which lives as long as the application.
  if (session === undefined) return;
  const now = await sessions.find(readSessionToken(request) ?? '');
  const current = now === undefined ? undefined : await accounts.principal(now.user);
  if (current === undefined || current.roles.join() !== principal.roles.join())
    throw new CarusoError('unauthenticated', 'Sign in again.');
}

type Send = <K extends keyof LiveEvents>(event: K, data: LiveEvents[K]) => void;

function feeds(services: Services, principal: Principal, signal: AbortSignal, send: Send): readonly Promise<void>[] {
  const call = { principal, signal };
  const feed = <T>(
    open: () => AsyncIterable<T>,
    take: (value: T) => void,
    opened: () => void = () => {},
  ): Promise<void> =>
    follow(open, take, {
      signal,
      againMs,
      opened,
      lost: (reason) =>
        services.log.info({ reason, principal: principal.id }, 'A live feed was lost; it is opened again'),
    });
  const has = (...roles: readonly string[]): boolean => roles.some((role) => principal.roles.includes(role));
  const parts: Promise<void>[] = [
    feed(
      () => services.objects.changed({}, call),
      ({ ref }) => send('object', ref),
    ),
    feed(
      () => services.scripts.changed({}, call),
      (view) => {
        if (principal.kind === 'customer' || view.owner === principal.id) send('dialog', view);
      },
    ),
  ];
  if (has('agent')) {
    const desk = coalesce(async () => send('desk', await deskOf(services, principal)), 50, services.log);
    parts.push(
      feed(
        () => services.work.changed({}, call),
        ({ agents }) => {
          if (agents.some(({ id }) => id === principal.id)) desk();
        },
        desk,
      ),
      feed(() => services.comm.changed({}, call), desk, desk),
      feed(
        () => services.scripts.changed({}, call),
        ({ owner }) => {
          if (owner === principal.id) desk();
        },
        desk,
      ),
    );
  }
  if (has('supervisor', 'administrator')) {
    const monitor = coalesce(
      async () => send('monitor', await monitorOf(services, principal)),
      monitorEveryMs,
      services.log,
    );
    parts.push(
      feed(() => services.work.changed({}, call), monitor, monitor),
      feed(() => services.comm.changed({}, call), monitor, monitor),
      feed(() => services.reporting.followToday({}, call), monitor, monitor),
    );
  }
  return parts;
}
