// Calls between two processes over NATS, 1 and 64 in flight: ours, stock request() of the NATS client, Moleculer over NATS.
import { compared } from './figures.mjs';
import { startNatsServer } from './nats-server.mjs';
import { startWorker } from './workers.mjs';

const rounds = 5;
const ms = 2_000;

export async function remoteCalls({ progress, systems = ['caruso', 'nats', 'moleculer'] }) {
  const server = await startNatsServer();
  const results = {};
  try {
    for (let round = 0; round < rounds; round += 1) {
      // Each is first once: what the machine does beside hits all alike.
      for (const system of systems.map((_, place) => systems[(place + round) % systems.length])) {
        progress(`remote calls, round ${round + 1}: ${system}`);
        const provider = await startWorker('echo-sides.mjs', ['provider', system, server.url]);
        const caller = await startWorker('echo-sides.mjs', ['caller', system, server.url]);
        const kept = (results[system] ??= { one: [], many: [], cpu: [] });
        const measure = async (inFlight, time) => {
          caller.send({ inFlight, ms: time });
          return caller.next();
        };
        const providerCpu = async () => {
          provider.send('cpu');
          return (await provider.next()).cpuUs;
        };
        await measure(1, ms / 4);
        kept.one.push((await measure(1, ms)).medianUs);
        await measure(64, ms / 2);
        await providerCpu();
        const many = await measure(64, ms);
        kept.many.push(many.perSecond);
        // On a machine that others use too, the time on the processor says more than the clock.
        kept.cpu.push((many.cpuUs + (await providerCpu())) / many.done);
        await caller.kill('SIGKILL');
        await provider.kill('SIGKILL');
      }
    }
  } finally {
    await server.stop();
  }
  return results;
}

/** In the form of the bench harness: ours, then the peers. */
export async function remoteCallFigures(tools) {
  const results = await remoteCalls(tools);
  const peers = { nats: 'stock NATS request()', moleculer: 'Moleculer over NATS' };
  const kinds = [
    ['many', 'remote calls, 64 in flight', 'calls/s', { nats: '>= 2 x', moleculer: '> 1 x' }],
    ['cpu', 'remote calls, 64 in flight, processor time of both processes per call', 'µs', {}],
    ['one', 'remote call, 1 in flight, median', 'µs', {}],
  ];
  return kinds.flatMap(([key, name, unit, targets]) =>
    compared({
      name,
      unit,
      ours: results.caruso[key],
      peers: Object.fromEntries(Object.entries(peers).map(([peer, label]) => [label, results[peer][key]])),
      targets: Object.fromEntries(Object.entries(peers).map(([peer, label]) => [label, targets[peer]])),
    }),
  );
}
