// 1,000 replacements, in process and in child processes: what is left behind.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { manage, Work, worker } from './bench-worker.mjs';
import { startWorker } from './workers.mjs';

const COUNT = Number(process.env['REPLACEMENTS'] ?? 1_000);
/** A child process takes a while to start: as many as this time allows, at most COUNT. */
const LONGEST_MS = Number(process.env['REPLACEMENT_MINUTES'] ?? 6) * 60_000;
const WARM_UP = Math.ceil(COUNT / 20);

function measure(manager) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  collect();
  collect();
  return {
    heapMb: process.memoryUsage().heapUsed / 1_048_576,
    timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    registrations: manager.list().length,
    children: process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length,
    resources: process.getActiveResourcesInfo().length,
  };
}

const kinds = {
  /** The same code: heap shows what the framework keeps. */
  async 'in process'(manager) {
    await manager.add([{ component: worker('1.0.0') }]);
    return (n) => manager.replace('worker', { component: worker(`1.0.${n}`) });
  },
  /** New code each time: only a process of its own frees it. */
  async 'in child processes'(manager, folder) {
    const file = path.join(folder, 'worker.mjs');
    const bench = pathToFileURL(path.join(import.meta.dirname, 'bench-worker.mjs')).href;
    writeFileSync(file, `import { worker } from '${bench}'; export default worker('1.0.0');`);
    await manager.add([{ component: worker('1.0.0'), source: file, ownProcess: true }]);
    return () => manager.replace('worker', { component: worker('1.0.0'), source: file, ownProcess: true });
  },
};

async function run(kind) {
  const folder = mkdtempSync(path.join(tmpdir(), 'caruso-bench-'));
  const manager = manage('one', undefined, folder);
  try {
    const replace = await kinds[kind](manager, folder);
    const work = manager.use(Work);
    const warmUp = kind === 'in process' ? WARM_UP : Math.min(WARM_UP, 10);
    for (let n = 0; n < warmUp; n += 1) await replace(n);
    await work.act({ ms: 0 });
    const before = measure(manager);
    const began = performance.now();
    let count = 0;
    /** The heap after each 50th: what grows at first and then stays is no leak. */
    const heap = [];
    while (count < COUNT && performance.now() - began < LONGEST_MS) {
      await replace((count += 1));
      if (count % 50 === 0) heap.push(measure(manager).heapMb);
    }
    const eachMs = (performance.now() - began) / count;
    await work.act({ ms: 0 });
    // A child that was told to end has a moment to do so.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { before, after: measure(manager), eachMs, count, heap };
  } finally {
    await manager.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function thousandReplacementFigures({ progress }) {
  const figures = [];
  for (const kind of Object.keys(kinds)) {
    progress(`${COUNT} replacements ${kind}`);
    const child = await startWorker('thousand-replacements.mjs', ['run', kind]);
    const { before, after, eachMs, count, heap } = child.first;
    await child.kill('SIGKILL');
    const once = (value) => ({ median: value, min: value, max: value, runs: 1 });
    const name = (what) => `${count} replacements ${kind}: ${what}`;
    const grown = (what, key, unit, target) => ({
      name: name(what),
      value: once(after[key] - before[key]),
      unit,
      ...(before[key] > 0 ? { ratio: after[key] / before[key], peer: 'before' } : {}),
      target,
    });
    figures.push(
      {
        name: name('done'),
        value: once(count),
        unit: 'replacements',
        ratio: count / COUNT,
        peer: `${COUNT}`,
        target: `${COUNT}`,
      },
      grown('registrations left', 'registrations', '', '0'),
      grown('timers left', 'timers', '', '0'),
      grown('listeners of the process left', 'listeners', '', '0'),
      grown('child processes left', 'children', '', '0'),
      grown('handles left', 'resources', '', '0'),
      grown('heap grown', 'heapMb', 'MB', kind === 'in process' ? '<= 1 MB' : 'flat: <= 1 MB'),
      {
        name: name('heap grown in the second half'),
        value: once((heap.at(-1) ?? 0) - (heap[Math.floor(heap.length / 2) - 1] ?? 0)),
        unit: 'MB',
        target: 'flat: <= 0.5 MB',
      },
      { name: name('each'), value: once(eachMs), unit: 'ms' },
    );
  }
  return figures;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'run') {
  process.send(await run(process.argv[3]));
}
