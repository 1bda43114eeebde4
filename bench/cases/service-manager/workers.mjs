// Child processes of a bench: each says what it has to say in JSON over the IPC channel.
import { fork } from 'node:child_process';
import path from 'node:path';

/** Starts a script beside this one; `first` is its first message. */
export async function startWorker(script, args) {
  const child = fork(path.join(import.meta.dirname, script), args.map(String), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const next = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code, signal) => reject(new Error(`${script} ${args.join(' ')} ended (${code ?? signal})`)));
    });
  const first = await next();
  return {
    first,
    next,
    send: (message) => child.send(message),
    async kill(signal = 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}
