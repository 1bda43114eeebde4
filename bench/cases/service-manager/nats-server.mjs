// A nats-server of its own on a free port of loopback.
import { spawn } from 'node:child_process';
import { freePort } from '../../harness/free-port.mjs';

export async function startNatsServer() {
  const port = await freePort();
  const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => String(chunk).includes('Server is ready') && resolve());
    child.once('error', () => reject(new Error('nats-server is not installed (Debian package nats-server)')));
    child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}`)));
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
