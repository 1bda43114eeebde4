import { connect, credsAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import type { Clock, Logger } from '../../contract/index.js';
import type { NatsTransportOptions } from './nats-transport-options.js';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
const CONNECT_LIMIT_MS = 2_000;
/** A server that does not answer three of these is gone. */
const SERVER_PING_MS = 5_000;

export interface LastingConnection {
  /** Undefined while there is none. */
  current(): NatsConnection | undefined;
  /** Why there is none. */
  reason(): string;
  /** Resolves when the first attempt has succeeded or failed. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

export interface LastingConnectionOptions {
  readonly options: NatsTransportOptions;
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** `fresh`: it has no subscriptions yet; else it has come back with them. */
  up(connection: NatsConnection, fresh: boolean): void;
  down(reason: string): void;
}

/** Connects, goes on trying while the server is not there, and tells when the connection is lost and when it is back. */
export function createLastingConnection({
  options,
  name,
  clock,
  log,
  up,
  down,
}: LastingConnectionOptions): LastingConnection {
  const servers = typeof options.servers === 'string' ? [options.servers] : [...options.servers];
  const where = servers.join(', ');
  let current: NatsConnection | undefined;
  let reason = `connecting to ${where}`;
  let closing = false;
  let retryMs = FIRST_RETRY_MS;
  let cancelRetry: (() => void) | undefined;
  let client: NatsConnection | undefined;
  const { promise: tried, resolve: settleFirst } = Promise.withResolvers<void>();
  let trying: Promise<void> = Promise.resolve();

  function lose(why: string): void {
    const was = current !== undefined;
    current = undefined;
    if (reason !== why && !closing) log.warn({ servers: where }, why);
    reason = why;
    if (was) down(why);
  }

  async function attempt(): Promise<void> {
    try {
      client = await connect(connectionOptions(options, servers, name));
    } catch (thrown) {
      lose(`no connection to ${where} (${thrown instanceof Error ? thrown.message : String(thrown)}); trying again`);
      settleFirst();
      if (!closing) cancelRetry = clock.after(retryMs, retry);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      return;
    }
    retryMs = FIRST_RETRY_MS;
    if (closing) return client.close();
    const connection = client;
    void watch(connection);
    current = connection;
    log.info({ servers: where }, `connected to ${connection.getServer()}`);
    up(connection, true);
    settleFirst();
  }

  function retry(): void {
    trying = attempt();
  }

  async function watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (closing) continue;
      if (status.type === 'disconnect') lose(`the connection to ${where} is lost; trying again`);
      else if (status.type === 'reconnect') {
        current = connection;
        log.info({ servers: where }, `connected to ${connection.getServer()} again`);
        up(connection, false);
      } else if (status.type === 'error')
        log.warn({ servers: where, err: status.error }, 'the NATS server reports an error');
    }
    // The client has given up for good (it was refused): begin anew.
    if (closing) return;
    lose(`the connection to ${where} was closed; trying again`);
    cancelRetry = clock.after(retryMs, retry);
  }

  retry();
  return {
    current: () => current,
    reason: () => reason,
    tried,
    async close() {
      closing = true;
      cancelRetry?.();
      await trying;
      const open = client;
      const connected = current !== undefined;
      current = undefined;
      if (open === undefined || open.isClosed()) return;
      // Without a server a drain would wait for it.
      await (connected ? open.drain() : open.close());
    },
  };
}

function connectionOptions(options: NatsTransportOptions, servers: string[], name: string): NodeConnectionOptions {
  const { user, password, token, creds, tls } = options;
  return {
    servers,
    name: options.name ?? name,
    timeout: CONNECT_LIMIT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: FIRST_RETRY_MS,
    reconnectJitter: FIRST_RETRY_MS,
    pingInterval: SERVER_PING_MS,
    maxPingOut: 3,
    // An Error per request for its stack would cost more than the call.
    noAsyncTraces: true,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { pass: password }),
    ...(token === undefined ? {} : { token }),
    ...(creds === undefined ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(creds)) }),
    ...(tls === undefined ? {} : { tls: tls === true ? {} : tls }),
  };
}
