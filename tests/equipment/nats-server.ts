import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freeTcpPort } from './free-port.js';
import { startProcess } from './owned-process.js';
import { until } from './until.js';

/** A nats-server of this test's own, on loopback. */
export interface NatsServer {
  /** `nats://127.0.0.1:PORT` */
  readonly url: string;
  remove(): Promise<void>;
}

export async function startNatsServer(): Promise<NatsServer> {
  const port = await freeTcpPort();
  const folder = await mkdtemp(path.join(tmpdir(), 'caruso-nats-'));
  const server = startProcess('nats-server', ['--addr', '127.0.0.1', '--port', `${port}`], { cwd: folder });
  const remove = async (): Promise<void> => {
    await server.end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until('nats-server to listen', () => server.isRunning() && listens(port));
  } catch (error) {
    await remove();
    throw new Error(`nats-server did not start:\n${server.output()}`, { cause: error });
  }
  return { url: `nats://127.0.0.1:${port}`, remove };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.end());
  });
}
