// One end of the remote-call bench: ROLE (provider or caller) SYSTEM (caruso, nats, moleculer) SERVER.
import { connect } from '@nats-io/transport-node';
import { createServiceManager } from '../../../packages/core-service-manager/dist/index.js';
import {
  defineComponent,
  defineContract,
  operation,
  provide,
} from '../../../packages/core-service-manager/dist/contract/index.js';
import { natsTransport } from '../../../packages/core-service-manager/dist/transports/nats/nats-transport.js';
import { z } from 'zod';

export const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

const Echo = defineContract({
  id: 'echo',
  version: '1.0.0',
  summary: 'Answers with what it is given',
  members: {
    echo: operation({
      summary: 'The same',
      input: z.object({ text: z.string() }),
      output: z.object({ text: z.string() }),
    }),
  },
});
const echoComponent = defineComponent({
  name: 'echo',
  version: '1.0.0',
  summary: 'Echo',
  provides: [Echo],
  needs: [],
  settings: z.unknown(),
  start: async () => ({
    provisions: [provide(Echo, { echo: async ({ text }) => ({ text }) })],
    stop: async () => undefined,
  }),
});

const ends = {
  caruso: {
    async provider(servers, role = 'provider') {
      const manager = createServiceManager({
        appDir: '/bench',
        dataDir: '/bench',
        application: 'bench',
        process: role,
        log: quiet,
        transports: [natsTransport({ servers })],
      });
      if (role === 'provider') await manager.add([{ component: echoComponent }]);
      return manager;
    },
    async caller(servers) {
      const manager = await ends.caruso.provider(servers, 'caller');
      const echo = manager.use(Echo);
      return (text) => echo.echo({ text });
    },
  },
  nats: {
    async provider(servers) {
      const nc = await connect({ servers });
      nc.subscribe('bench.echo', {
        queue: 'q',
        callback: (_error, msg) => void (async () => msg.respond(JSON.stringify({ text: msg.json().text })))(),
      });
      await nc.flush();
    },
    async caller(servers) {
      const nc = await connect({ servers });
      return async (text) => (await nc.request('bench.echo', JSON.stringify({ text }), { timeout: 30_000 })).json();
    },
  },
  moleculer: {
    async broker(servers, nodeID) {
      const { ServiceBroker } = (await import('moleculer')).default;
      return new ServiceBroker({ nodeID, logger: false, transporter: servers, requestTimeout: 30_000 });
    },
    async provider(servers) {
      const broker = await ends.moleculer.broker(servers, 'provider');
      broker.createService({
        name: 'echo',
        actions: { echo: { params: { text: 'string' }, handler: async (context) => ({ text: context.params.text }) } },
      });
      await broker.start();
    },
    async caller(servers) {
      const broker = await ends.moleculer.broker(servers, 'caller');
      await broker.start();
      await broker.waitForServices('echo');
      return (text) => broker.call('echo.echo', { text });
    },
  },
};

async function found(call) {
  for (;;) {
    try {
      if ((await call('first')).text === 'first') return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Calls a second with so many in flight, and the time one takes. */
async function measure(call, inFlight, ms) {
  const times = [];
  const until = performance.now() + ms;
  let done = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let at = performance.now(); at < until;) {
        await call('some text that a call may carry');
        const now = performance.now();
        if (inFlight === 1) times.push(now - at);
        at = now;
        done += 1;
      }
    }),
  );
  const perSecond = (done * 1000) / (performance.now() - began);
  const { user, system: kernel } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  return { perSecond, done, cpuUs: user + kernel, medianUs: (times[times.length >> 1] ?? 0) * 1000 };
}

const [role, system, server] = process.argv.slice(2);
if (role === 'provider') {
  await ends[system].provider(server);
  process.send('ready');
  let cpu = process.cpuUsage();
  process.on('message', () => {
    const { user, system: kernel } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    process.send({ cpuUs: user + kernel });
  });
} else if (role === 'caller') {
  const call = await ends[system].caller(server);
  await found(call);
  process.send('ready');
  process.on('message', ({ inFlight, ms }) => {
    void measure(call, inFlight, ms).then((measured) => process.send(measured));
  });
}
