import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import { Client } from 'ldapts';
import type { LdapSettings } from '../settings.js';
import { resultCode } from './ldap-error.js';

/** Connections signed in as the wrapper's account, each for one piece of work at a time: a paged answer needs one of its own (RFC 2696). */
export interface LdapConnections {
  use<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Rejects with result code 49 when the directory does not know this name with this password. */
  signIn(dn: string, password: string): Promise<void>;
  close(): Promise<void>;
}

export function openConnections(settings: LdapSettings, secrets: Secrets, appDir: string): LdapConnections {
  const { url, startTls, bindDn, tls, timeoutMs } = settings;
  const password = settings.password === undefined ? undefined : secrets.expand(settings.password);
  const tlsOptions: ConnectionOptions = {
    ...(tls.ca === undefined ? {} : { ca: readFileSync(resolve(appDir, tls.ca)) }),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  };
  const idle: Client[] = [];
  let closed = false;

  function create(): Client {
    const secure = url.startsWith('ldaps:') ? { tlsOptions } : {};
    return new Client({ url, timeout: timeoutMs, connectTimeout: Math.min(timeoutMs, 5_000), ...secure });
  }

  async function opened(dn: string | undefined, secret: string | undefined): Promise<Client> {
    const client = create();
    try {
      if (startTls) await client.startTLS({ host: new URL(url).hostname, ...tlsOptions });
      if (dn !== undefined && secret !== undefined) await client.bind(dn, secret);
      return client;
    } catch (thrown) {
      await end(client);
      throw thrown;
    }
  }

  async function take(): Promise<Client> {
    for (let client = idle.pop(); client !== undefined; client = idle.pop()) {
      if (client.isConnected) return client;
    }
    return opened(bindDn, password);
  }

  return {
    async use(work) {
      const client = await take();
      try {
        const answer = await work(client);
        if (closed) await end(client);
        else idle.push(client);
        return answer;
      } catch (thrown) {
        // A result code is an answer: the connection is sound.
        if (resultCode(thrown) !== undefined && !closed && client.isConnected) idle.push(client);
        else await end(client);
        throw thrown;
      }
    },
    async signIn(dn, secret) {
      await end(await opened(dn, secret));
    },
    async close() {
      closed = true;
      await Promise.all(idle.splice(0).map(end));
    },
  };
}

async function end(client: Client): Promise<void> {
  await client.unbind().catch(() => undefined);
}
