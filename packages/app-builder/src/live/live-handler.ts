import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { LiveEvents } from '../contract/api.js';
import { person } from '../http/api-request.js';
import type { Handler } from '../http/api-request.js';
import type { Services } from '../http/services.js';
import { coalesce } from './coalesce.js';
import { deskOf } from './desk.js';
import { monitorOf } from './monitor.js';

const pingMs = 20_000;
/** Figures may change many times a second; a person reads them at most so often. */
const monitorEveryMs = 500;

/** GET /api/live: server-sent events (HTML standard, 9.2). Each person gets what her roles and rights let her see. */
export function liveHandler(services: Services): Handler {
  return async (api) => {
    const principal = person(api);
    const { response } = api;
    const ended = new AbortController();
    response.on('close', () => ended.abort());
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = <K extends keyof LiveEvents>(event: K, data: LiveEvents[K]): void => {
      if (!ended.signal.aborted) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const ping = setInterval(() => send('ping', { at: new Date().toISOString() }), pingMs);
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

type Send = <K extends keyof LiveEvents>(event: K, data: LiveEvents[K]) => void;

function feeds(services: Services, principal: Principal, signal: AbortSignal, send: Send): readonly Promise<void>[] {
  const call = { principal, signal };
  const follow = async <T>(stream: AsyncIterable<T>, take: (value: T) => void): Promise<void> => {
    try {
      for await (const value of stream) take(value);
    } catch (error) {
      const { code, message } = asCarusoError(error);
      if (!signal.aborted && code !== 'cancelled')
        services.log.warn(
          { reason: message, principal: principal.id },
          'A live feed ended; the browser will open it again',
        );
    }
  };
  const has = (...roles: readonly string[]): boolean => roles.some((role) => principal.roles.includes(role));
  const parts: Promise<void>[] = [
    follow(services.objects.changed({}, call), ({ ref }) => send('object', ref)),
    follow(services.scripts.changed({}, call), (view) => {
      if (principal.kind === 'customer' || view.owner === principal.id) send('dialog', view);
    }),
  ];
  if (has('agent')) {
    const desk = coalesce(async () => send('desk', await deskOf(services, principal)), 50, services.log);
    desk();
    parts.push(
      follow(services.work.changed({}, call), ({ agents }) => {
        if (agents.some(({ id }) => id === principal.id)) desk();
      }),
      follow(services.comm.changed({}, call), desk),
      follow(services.scripts.changed({}, call), ({ owner }) => {
        if (owner === principal.id) desk();
      }),
    );
  }
  if (has('supervisor', 'administrator')) {
    const monitor = coalesce(
      async () => send('monitor', await monitorOf(services, principal)),
      monitorEveryMs,
      services.log,
    );
    monitor();
    parts.push(
      follow(services.work.changed({}, call), monitor),
      follow(services.comm.changed({}, call), monitor),
      follow(services.reporting.followToday({}, call), monitor),
    );
  }
  return parts;
}
