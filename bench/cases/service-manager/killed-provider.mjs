// One of two providers is killed (SIGKILL) under load: which calls fail, and until when. Peers: Moleculer over NATS, a NATS queue group.
import { fileURLToPath } from 'node:url';
import { connect } from '@nats-io/transport-node';
import { compared } from './figures.mjs';
import { load, manage, pause, untilFound, Work, worker } from './bench-worker.mjs';
import { startNatsServer } from './nats-server.mjs';
import { startWorker } from './workers.mjs';

const CALLERS = 32;
const CALL_MS = 20;
/** What each caller gives a call. */
const TIMEOUT_MS = 1_000;
const AFTER_MS = 4_000;
const rounds = 3;

const providers = {
  async caruso(name, servers) {
    await manage(name, servers).add([{ component: worker(name) }]);
  },
  async nats(name, servers) {
    const nc = await connect({ servers });
    const callback = (_error, msg) => void pause(CALL_MS).then(() => msg.respond(name));
    nc.subscribe('bench.work', { queue: 'q', callback });
    await nc.flush();
  },
  async moleculer(name, servers) {
    const { ServiceBroker } = (await import('moleculer')).default;
    const broker = new ServiceBroker({ nodeID: name, logger: false, transporter: servers });
    broker.createService({ name: 'work', actions: { act: async () => (await pause(CALL_MS), name) } });
    await broker.start();
  },
};

const callers = {
  async caruso(servers) {
    const manager = manage('caller', servers);
    const work = manager.use(Work);
    await untilFound(() => work.act({ ms: 0 }));
    // Half may be repeated, half may not.
    return {
      call: (index) => work[index % 2 === 0 ? 'act' : 'again']({ ms: CALL_MS }, { timeoutMs: TIMEOUT_MS }),
      stop: () => manager.stop(),
    };
  },
  async nats(servers) {
    const nc = await connect({ servers });
    const call = async () => (await nc.request('bench.work', '', { timeout: TIMEOUT_MS })).string();
    return { call, stop: () => nc.close() };
  },
  async moleculer(servers) {
    const { ServiceBroker } = (await import('moleculer')).default;
    const broker = new ServiceBroker({
      nodeID: 'caller',
      logger: false,
      transporter: servers,
      requestTimeout: TIMEOUT_MS,
    });
    await broker.start();
    await broker.waitForServices('work');
    return { call: () => broker.call('work.act'), stop: () => broker.stop() };
  },
};

export async function killOne(system, servers) {
  const killed = await startWorker('killed-provider.mjs', ['provider', system, 'killed', servers]);
  const { call, stop } = await callers[system](servers);
  const other = await startWorker('killed-provider.mjs', ['provider', system, 'other', servers]);
  await pause(300);
  const working = load(CALLERS, call, CALL_MS);
  await pause(500);
  const inFlight = working.inFlight();
  const at = performance.now();
  await killed.kill('SIGKILL');
  const killedAt = performance.now();
  await pause(AFTER_MS);
  const failures = await working.stop();
  await stop();
  await other.kill('SIGKILL');
  const untilMs = failures.length === 0 ? 0 : Math.max(...failures.map((failure) => failure.at)) - at;
  const late = failures.filter(({ began }) => began > killedAt).length;
  return { failed: failures.length, untilMs, inFlight, late };
}

export async function killedProviderFigures({ progress }) {
  const names = { caruso: '', nats: 'NATS queue group', moleculer: 'Moleculer over NATS' };
  const results = {};
  const server = await startNatsServer();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      for (const system of Object.keys(names)) {
        progress(`one of two providers killed, round ${round}: ${system}`);
        (results[system] ??= []).push(await killOne(system, server.url));
      }
    }
  } finally {
    await server.stop();
  }
  const of = (system, key) => results[system].map((run) => run[key]);
  const beside = (what, key, unit, targets) =>
    compared({
      name: `one of two providers killed, ${CALLERS} callers, deadline ${TIMEOUT_MS} ms: ${what}`,
      unit,
      ours: of('caruso', key),
      peers: { [names.nats]: of('nats', key), [names.moleculer]: of('moleculer', key) },
      targets,
    });
  return [
    ...compared({
      name: `one of two providers killed, ${CALLERS} callers, deadline ${TIMEOUT_MS} ms: failed calls`,
      unit: 'calls',
      ours: of('caruso', 'failed'),
      peers: { 'in flight at the kill': of('caruso', 'inFlight') },
      targets: '<= 1 x',
    }),
    ...beside('failed calls', 'failed', 'calls', undefined),
    ...beside('failed calls begun after the kill', 'late', 'calls', '0'),
    ...beside('last failure after the kill', 'untilMs', 'ms', `<= ${TIMEOUT_MS} ms`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'provider') {
  const [, , , system, name, servers] = process.argv;
  await providers[system](name, servers);
  process.send('ready');
}
