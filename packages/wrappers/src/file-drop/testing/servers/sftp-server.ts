import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const sshd = '/usr/sbin/sshd';

/** A real sshd (Debian: openssh-server) can be started: it separates privileges in /run/sshd, which asks for root. */
export const hasSshd = existsSync(sshd) && process.getuid?.() === 0;

export interface SftpServer {
  readonly port: number;
  readonly user: string;
  /** The client's key in OpenSSH form. */
  readonly privateKey: string;
  /** A key that the server does not know. */
  readonly strangeKey: string;
  /** `SHA256:…` of the server's key. */
  readonly hostKey: string;
  start(): Promise<void>;
  /** Ends the server and its connections. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** An SFTP server on loopback with keys of its own in a temporary folder. */
export async function sftpServer(): Promise<SftpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'caruso-sshd-'));
  const keyPath = (name: string): string => join(folder, name);
  for (const name of ['host', 'client', 'strange']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', keyPath(name)]);
  }
  await mkdir('/run/sshd', { recursive: true });
  const port = await freePort();
  const config = [
    `ListenAddress 127.0.0.1`,
    `Port ${port}`,
    `HostKey ${keyPath('host')}`,
    `AuthorizedKeysFile ${keyPath('client.pub')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin yes',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
    '',
  ].join('\n');
  await writeFile(keyPath('config'), config);
  const { stdout } = await run('ssh-keygen', ['-lf', keyPath('host.pub')]);
  let child: ReturnType<typeof spawn> | undefined;
  return {
    port,
    user: userInfo().username,
    privateKey: await readFile(keyPath('client'), 'utf8'),
    strangeKey: await readFile(keyPath('strange'), 'utf8'),
    hostKey: /SHA256:\S+/.exec(stdout)?.[0] ?? '',
    start: async () => {
      child = spawn(sshd, ['-D', '-e', '-f', keyPath('config')], { stdio: 'ignore' });
      await answers(port);
    },
    stop: async () => {
      const listener = child;
      child = undefined;
      if (listener?.pid === undefined) return;
      const connections = await descendants(listener.pid);
      const ended = new Promise((resolve) => listener.once('exit', resolve));
      listener.kill('SIGKILL');
      await ended;
      for (const pid of connections) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It ended by itself.
        }
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** sshd has a process for each connection, in sessions of their own: ending the listener leaves them. */
async function descendants(pid: number): Promise<number[]> {
  const tasks = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = tasks
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<void> {
  for (let count = 0; count < 200; count++) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await pause(50);
  }
  throw new Error('sshd does not answer');
}
