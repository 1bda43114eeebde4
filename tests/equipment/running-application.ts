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

export async function runApplication(dir: string = utilityVertical): Promise<TestedApplication> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-data-'));
  const port = await freeTcpPort();
  const sipPort = await freeUdpPort();
  const url = `http://127.0.0.1:${port}`;
  const args = carusoCommand('run', dir, '--port', `${port}`, '--sip-port', `${sipPort}`, '--data', dataDir);
  let running: OwnedProcess | undefined;
  const output = (): string => running?.output() ?? '';

  const start = async (): Promise<void> => {
    const started = startProcess(process.execPath, args, { cwd: repository });
    running = started;
    const ready = until(
      'GET /healthz to answer 200',
      async () => {
        if (!started.isRunning()) return 'ended' as const;
        return (await fetch(`${url}/healthz`)).status === 200 && output().includes('is ready') ? 'ready' : undefined;
      },
      { withinMs: 30_000 },
    );
    const state = await ready.catch((error: unknown) => String(error));
    if (state === 'ready') return;
    await started.end('SIGKILL');
    throw new Error(`The application did not start (${state}):\n${started.output().slice(-4000)}`);
  };
  const stop = async (): Promise<void> => running?.end('SIGTERM');
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
    isRunning: () => running?.isRunning() ?? false,
    kill: async () => running?.end('SIGKILL'),
    start,
    stop,
    remove,
  };
}
