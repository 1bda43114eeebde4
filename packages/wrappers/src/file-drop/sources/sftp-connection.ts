import { createHash, timingSafeEqual } from 'node:crypto';
import { connect as connectTo } from 'node:net';
import { systemNotThere, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import SftpClient from 'ssh2-sftp-client';
import type { SftpSettings } from '../settings.js';

/** One connection to an SFTP server, made when it is needed and again after it broke. */
export interface SftpConnection {
  /** Runs `work` with the connection; one at a time, as the library asks for. */
  run<A>(work: (client: SftpClient) => Promise<A>): Promise<A>;
  close(): Promise<void>;
}

const connectMs = 20_000;

export function sftpConnection(settings: SftpSettings, secrets: Secrets): SftpConnection {
  const system = `${settings.host}:${settings.port}`;
  let client: SftpClient | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const connect = async (): Promise<SftpClient> => {
    const fresh = new SftpClient(system, {
      error: () => undefined,
      end: () => undefined,
      close: () => {
        if (client === fresh) client = undefined;
      },
    });
    // Questions and answers are small: held back for more of them (Nagle), each would take 40 ms.
    const sock = connectTo({ host: settings.host, port: settings.port, noDelay: true });
    sock.on('error', () => undefined);
    let offered: string | undefined;
    try {
      await fresh.connect({
        sock,
        host: settings.host,
        port: settings.port,
        username: settings.user,
        ...(settings.password === undefined ? {} : { password: secrets.expand(settings.password) }),
        ...(settings.privateKey === undefined ? {} : { privateKey: secrets.expand(settings.privateKey) }),
        ...(settings.passphrase === undefined ? {} : { passphrase: secrets.expand(settings.passphrase) }),
        readyTimeout: connectMs,
        keepaliveInterval: 15_000,
        hostVerifier: (key: Buffer) => {
          offered = fingerprint(key);
          return sameText(offered, settings.hostKey.replace(/=$/, ''));
        },
      });
    } catch (error) {
      await fresh.end().catch(() => false);
      sock.destroy();
      throw refusal(error, offered);
    }
    return fresh;
  };

  const refusal = (error: unknown, offered: string | undefined): Error => {
    const message = error instanceof Error ? error.message : String(error);
    if (offered !== undefined && !sameText(offered, settings.hostKey.replace(/=$/, ''))) {
      return systemRefuses(
        system,
        `${system} shows another key than source.sftp.hostKey: ${offered}. If its administrator confirms that key, put it there.`,
        { message },
      );
    }
    if (/authentication/i.test(message)) {
      return systemRefuses(system, `${system} does not let ${settings.user} in: look at the user, password and key.`, {
        message,
      });
    }
    if (error instanceof Error && error.name === 'CarusoError') return error;
    return systemNotThere(system, `${system} cannot be reached by SFTP.`, { message }, error);
  };

  return {
    run: (work) => {
      const mine = turn.then(async () => {
        const used = (client ??= await connect());
        try {
          return await work(used);
        } catch (error) {
          // Whatever went wrong may have been the connection: the next one begins afresh.
          if (client === used) client = undefined;
          await used.end().catch(() => false);
          throw error;
        }
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      await turn;
      const open = client;
      client = undefined;
      await open?.end().catch(() => false);
    },
  };
}

/** As OpenSSH prints it (ssh-keygen -l). */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
