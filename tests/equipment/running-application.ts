import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { carusoCommand } from './command-line.js';
import { freeTcpPort, freeUdpPort } from './free-port.js';
import { startProcess } from './owned-process.js';
import type { OwnedProcess } from './owned-process.js';
import { repository, utilityVertical } from './application-copy.js';
import { until } from './until.js';

/** The built product, started as a user starts it, with a data folder of its own. */
export interface TestedApplication {
  readonly dir: string;
  readonly dataDir: string;
  readonly url: string;
  readonly sipPort: number;
  /** What the process prints, since its last start. */
  output(): string;
  isRunning(): boolean;
  /** Kills it as a power failure would. */
  kill(): Promise<void>;
  /** Starts it again after `kill` or a stop: same ports, same data. */
  start(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/**
 * `processes`: the components of each process, the one with the pages (web-server) last; the processes find each other over NATS, as
 * `app.yaml` says. Without it everything runs in one process.
 */
export async function runApplication(
  dir: string = utilityVertical,
  processes: readonly (readonly string[] | undefined)[] = [undefined],
): Promise<TestedApplication> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-data-'));
  const port = await freeTcpPort();
  const sipPort = await freeUdpPort();
  const url = `http://127.0.0.1:${port}`;
  const args = carusoCommand('run', dir, '--port', `${port}`, '--sip-port', `${sipPort}`, '--data', dataDir);
  let running: readonly OwnedProcess[] = [];
  const output = (): string => running.map((process) => process.output()).join('\n');

  const start = async (): Promise<void> => {
    running = processes.map((only) =>
      startProcess(process.execPath, [...args, ...(only === undefined ? [] : ['--only', only.join(',')])], {
        cwd: repository,
      }),
    );
    const ready = until(
      'GET /healthz to answer 200 and every process to say that it is ready',
      async () => {
        if (running.some((process) => !process.isRunning())) return 'ended' as const;
        const all = running.every((process) => process.output().includes('is ready'));
        return (await fetch(`${url}/healthz`)).status === 200 && all ? 'ready' : undefined;
      },
      { withinMs: 45_000 },
    );
    const state = await ready.catch((error: unknown) => String(error));
    if (state === 'ready') return;
    const said = output();
    await end('SIGKILL');
    throw new Error(`The application did not start (${state}):\n${said.slice(-6000)}`);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await Promise.all(running.map((process) => process.end(signal)));
  };
  const stop = (): Promise<void> => end('SIGTERM');
  const remove = async (): Promise<void> => {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    dir,
    dataDir,
    url,
    sipPort,
    output,
    isRunning: () => running.length > 0 && running.every((process) => process.isRunning()),
    kill: () => end('SIGKILL'),
    start,
    stop,
    remove,
  };
}
