// Replacement under load: 32 callers, calls of 5 and of 200 ms, v2 needs 100 ms to start; in process and over NATS. Moleculer stops and starts.
// The outage is the longest time without an answer to any caller, beside that of the same load, as long, without a replacement.
import { fileURLToPath } from 'node:url';
import { compared } from './figures.mjs';
import { load, manage, pause, untilFound, Work, worker } from './bench-worker.mjs';
import { startNatsServer } from './nats-server.mjs';
import { startWorker } from './workers.mjs';

const START_MS = 100;
const CALLERS = 32;
const rounds = 5;

async function under(callMs, call, replace) {
  const windowMs = START_MS + callMs * 2 + 300;
  const callers = load(CALLERS, call, callMs);
  await pause(callMs * 2 + 200);
  callers.forget();
  await pause(windowMs);
  const undisturbed = callers.look();
  callers.forget();
  const began = performance.now();
  await replace();
  const doneMs = performance.now() - began;
  await pause(Math.max(callMs + 100, windowMs - doneMs));
  const { gapMs, longestMs } = callers.look();
  const failures = await callers.stop();
  return {
    failed: failures.length,
    gapMs,
    undisturbedGapMs: undisturbed.gapMs,
    outageMs: gapMs - undisturbed.gapMs,
    longestMs,
    doneMs,
    overMs: doneMs - START_MS - longestMs,
  };
}

export async function inProcess(callMs) {
  const manager = manage('one');
  await manager.add([{ component: worker('1.0.0') }]);
  const work = manager.use(Work);
  const result = await under(
    callMs,
    () => work.act({ ms: callMs }),
    () => manager.replace('worker', { component: worker('2.0.0', START_MS) }),
  );
  await manager.stop();
  return result;
}

export async function overNats(callMs, servers) {
  const provider = await startWorker('replacement.mjs', ['provider', servers]);
  const manager = manage('caller', servers);
  const work = manager.use(Work);
  await untilFound(() => work.act({ ms: 0 }));
  const result = await under(
    callMs,
    () => work.act({ ms: callMs }),
    async () => {
      provider.send('replace');
      await provider.next();
    },
  );
  await manager.stop();
  await provider.kill();
  return result;
}

export async function moleculer(callMs) {
  const { ServiceBroker } = (await import('moleculer')).default;
  const broker = new ServiceBroker({ logger: false });
  const service = (version, startMs) => ({
    name: 'work',
    actions: { act: async () => (await pause(callMs), version) },
    started: () => pause(startMs),
  });
  let running = broker.createService(service('1', 0));
  await broker.start();
  const result = await under(
    callMs,
    () => broker.call('work.act'),
    async () => {
      await broker.destroyService(running);
      running = broker.createService(service('2', START_MS));
      await broker.waitForServices('work');
    },
  );
  await broker.stop();
  return result;
}

export async function replacements({ progress, rounds: wanted = rounds }) {
  const server = await startNatsServer();
  const results = {};
  try {
    for (let round = 1; round <= wanted; round += 1) {
      for (const callMs of [5, 200]) {
        progress(`replacement under load, calls of ${callMs} ms, round ${round}`);
        for (const [where, run] of [
          ['in process', () => inProcess(callMs)],
          ['over NATS', () => overNats(callMs, server.url)],
          ['Moleculer', () => moleculer(callMs)],
        ]) {
          ((results[callMs] ??= {})[where] ??= []).push(await run());
        }
      }
    }
  } finally {
    await server.stop();
  }
  return results;
}

export async function replacementFigures(tools) {
  const results = await replacements(tools);
  return Object.entries(results).flatMap(([callMs, byPlace]) => {
    const of = (where, key) => byPlace[where].map((run) => run[key]);
    const peer = 'Moleculer in process, stop and start';
    const kinds = [
      ['failed', 'failed calls', 'calls', '0'],
      ['gapMs', 'longest time without an answer', 'ms', undefined],
      ['outageMs', 'outage: that time less that of the same load without a replacement', 'ms', '0 ms'],
      ['longestMs', 'longest call', 'ms', undefined],
      ['doneMs', 'done', 'ms', undefined],
      ['overMs', `done after v2's start (${START_MS} ms) and the longest call`, 'ms', '<= 10 ms'],
    ];
    const nameOf = (where, what) =>
      `replacement under load, ${where}, ${CALLERS} callers, calls of ${callMs} ms: ${what}`;
    const ours = ['in process', 'over NATS'].flatMap((where) => [
      ...kinds.flatMap(([key, what, unit, targets]) =>
        compared({
          name: nameOf(where, what),
          unit,
          ours: of(where, key),
          // A difference has no ratio.
          peers: key === 'outageMs' || key === 'overMs' ? {} : { [peer]: of('Moleculer', key) },
          targets,
          peerRows: false,
        }),
      ),
      ...compared({
        name: nameOf(where, 'longest time without an answer'),
        unit: 'ms',
        ours: of(where, 'gapMs'),
        peers: { 'same load, no replacement': of(where, 'undisturbedGapMs') },
      }),
    ]);
    const peers = kinds.flatMap(([key, what, unit]) =>
      compared({ name: `peer: ${nameOf(peer, what)}`, unit, ours: of('Moleculer', key) }),
    );
    return [...ours, ...peers];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'provider') {
  const manager = manage('provider', process.argv[3]);
  await manager.add([{ component: worker('1.0.0') }]);
  process.on('message', () => {
    void manager.replace('worker', { component: worker('2.0.0', START_MS) }).then(() => process.send('replaced'));
  });
  process.send('ready');
}
