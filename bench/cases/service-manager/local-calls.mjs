// Calls inside one process: a handle of ours, plain and with all protection, beside a plain async call, inversify and Moleculer.
import { Container } from 'inversify';
import { ServiceBroker } from 'moleculer';
import { z } from 'zod';
import {
  defineComponent,
  defineContract,
  operation,
  provide,
} from '../../../packages/core-service-manager/dist/contract/index.js';
import { createServiceManager } from '../../../packages/core-service-manager/dist/index.js';
import { spread } from '../../harness/statistics.mjs';

/** Rounds shorter than a time slice, one of each side after the other: what else the machine does then spoils few of them. */
const rounds = 600;
const calls = 1_000;

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const sum = {
  summary: 'Adds',
  input: z.object({ a: z.number(), b: z.number() }),
  output: z.number(),
  idempotent: true,
};
const members = { add: operation(sum), addDirectly: operation({ ...sum, direct: true }) };
const Adder = defineContract({ id: 'adder', version: '1.0.0', summary: 'Adds', members });
const NestingAdder = defineContract({ ...Adder, id: 'nesting-adder' });

const adder = {
  async add({ a, b }) {
    return a + b;
  },
};

/** `nests`: it holds a handle itself, so the deadline of a call must reach the calls within it. */
function adderComponent(contract, nests) {
  return {
    component: defineComponent({
      name: contract.id,
      version: '1.0.0',
      summary: 'Adds',
      provides: [contract],
      needs: [],
      settings: z.unknown(),
      async start({ use }) {
        if (nests) use(Adder);
        const implementation = { add: adder.add, addDirectly: adder.add };
        return { provisions: [provide(contract, implementation)], stop: async () => undefined };
      },
    }),
  };
}

async function ourSides() {
  const manager = createServiceManager({ appDir: '/bench', dataDir: '/bench', log: quiet });
  await manager.add([adderComponent(Adder, false), adderComponent(NestingAdder, true)]);
  const handle = manager.use(Adder);
  const nesting = manager.use(NestingAdder);
  return {
    sides: {
      async direct(n) {
        for (let a = 0; a < n; a += 1) await handle.addDirectly({ a, b: 1 });
      },
      async protected(n) {
        for (let a = 0; a < n; a += 1) await handle.add({ a, b: 1 });
      },
      async nesting(n) {
        for (let a = 0; a < n; a += 1) await nesting.add({ a, b: 1 });
      },
    },
    stop: () => manager.stop(),
  };
}

function inversifySide() {
  const container = new Container();
  const token = Symbol('adder');
  container.bind(token).toConstantValue(adder);
  return async function inversify(n) {
    for (let a = 0; a < n; a += 1) await container.get(token).add({ a, b: 1 });
  };
}

async function moleculerSide(options) {
  const broker = new ServiceBroker({ nodeID: 'bench', logger: false, ...options });
  broker.createService({
    name: 'adder',
    actions: {
      async add({ params: { a, b } }) {
        return a + b;
      },
    },
  });
  await broker.start();
  return {
    async side(n) {
      for (let a = 0; a < n; a += 1) await broker.call('adder.add', { a, b: 1 });
    },
    stop: () => broker.stop(),
  };
}

export async function localCallFigures({ progress }) {
  const ours = await ourSides();
  const bare = await moleculerSide({});
  const full = await moleculerSide({
    requestTimeout: 30_000,
    tracking: { enabled: true },
    circuitBreaker: { enabled: true },
    bulkhead: { enabled: true, concurrency: 1_000 },
    retryPolicy: { enabled: true },
  });
  const sides = {
    async plain(n) {
      for (let a = 0; a < n; a += 1) await adder.add({ a, b: 1 });
    },
    ...ours.sides,
    inversify: inversifySide(),
    moleculer: bare.side,
    moleculerFull: full.side,
  };
  const times = {};
  for (let round = 1; round <= rounds; round += 1) {
    if (round % 200 === 0) progress(`local calls, round ${round} of ${rounds}`);
    for (const [name, side] of Object.entries(sides)) {
      const began = process.hrtime.bigint();
      await side(calls);
      (times[name] ??= []).push(Number(process.hrtime.bigint() - began) / calls);
      // Timers run too: deadlines are looked at as in a process that lives.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await Promise.all([ours.stop(), bare.stop(), full.stop()]);

  const figure = (name, side, target) => ({
    name,
    value: spread(times[side]),
    unit: 'ns',
    ...(side === 'plain'
      ? {}
      : { ratio: spread(times[side].map((ns, round) => ns / times.plain[round])).median, peer: 'plain async call' }),
    ...(target === undefined ? {} : { target }),
  });
  return [
    figure('plain async call', 'plain'),
    figure('handle, direct operation', 'direct', '<= 2.5 x'),
    figure('handle, all protection on', 'protected', '<= 8 x'),
    figure('handle, all on, of a component that calls others itself', 'nesting'),
    figure('peer: inversify, get and call', 'inversify'),
    figure('peer: Moleculer, local call', 'moleculer'),
    figure('peer: Moleculer, tracking, breaker, timeout, bulkhead, retry', 'moleculerFull'),
  ];
}
