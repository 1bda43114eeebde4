// Nobody provides what is called: the time until the typed error. When nobody ever did; and the first call after the only provider was killed.
import { connect } from '@nats-io/transport-node';
import { compared } from './figures.mjs';
import { manage, pause, untilFound, Work } from './bench-worker.mjs';
import { startNatsServer } from './nats-server.mjs';
import { startWorker } from './workers.mjs';

const CALLS = 1_000;
const rounds = 5;

const callers = {
  async caruso(servers) {
    const manager = manage('caller', servers);
    const work = manager.use(Work);
    await pause(400); // It has joined.
    return { call: () => work.act({ ms: 0 }), stop: () => manager.stop() };
  },
  async nats(servers) {
    const nc = await connect({ servers });
    return { call: () => nc.request('bench.work', '', { timeout: 1_000 }), stop: () => nc.close() };
  },
  async moleculer(servers) {
    const { ServiceBroker } = (await import('moleculer')).default;
    const broker = new ServiceBroker({ nodeID: 'caller', logger: false, transporter: servers, requestTimeout: 1_000 });
    await broker.start();
    return { call: () => broker.call('work.act'), stop: () => broker.stop() };
  },
};

async function timeOf(call) {
  const began = performance.now();
  try {
    await call();
  } catch (thrown) {
    return { ms: performance.now() - began, code: thrown.code ?? thrown.name };
  }
  throw new Error('Somebody answered a call that nobody should');
}

/** Median and longest of many calls, in milliseconds. */
async function neverThere(system, servers) {
  const { call, stop } = await callers[system](servers);
  const times = [];
  for (let n = 0; n < CALLS; n += 1) times.push((await timeOf(call)).ms);
  await stop();
  times.sort((a, b) => a - b);
  return { median: times[CALLS >> 1], longest: times.at(-1) };
}

async function justKilled(system, servers) {
  const provider = await startWorker('killed-provider.mjs', ['provider', system, 'only', servers]);
  const { call, stop } = await callers[system](servers);
  await untilFound(call);
  await provider.kill('SIGKILL');
  const { ms } = await timeOf(call);
  await stop();
  return ms;
}

export async function noProviderFigures({ progress }) {
  const names = { nats: 'stock NATS request()', moleculer: 'Moleculer over NATS' };
  const results = {};
  const server = await startNatsServer();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const system of Object.keys(callers)) {
        progress(`no provider, round ${round}: ${system}`);
        const killedMs = await justKilled(system, server.url);
        (results[system] ??= []).push({ ...(await neverThere(system, server.url)), killedMs });
      }
    }
  } finally {
    await server.stop();
  }
  const of = (system, key) => results[system].map((run) => run[key]);
  return [
    ['median', `no provider, over NATS, ${CALLS} calls: time to the typed error, median`],
    ['longest', `no provider, over NATS, ${CALLS} calls: time to the typed error, longest`],
    ['killedMs', 'the only provider killed, over NATS: first call after it, time to the typed error'],
  ].flatMap(([key, name]) =>
    compared({
      name,
      unit: 'ms',
      ours: of('caruso', key),
      peers: { [names.nats]: of('nats', key), [names.moleculer]: of('moleculer', key) },
      targets: '<= 10 ms',
    }),
  );
}
