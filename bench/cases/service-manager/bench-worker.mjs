// What the child processes of these benches share: a contract, a component of a version, a manager that says nothing.
import { createServiceManager } from '../../../packages/core-service-manager/dist/index.js';
import {
  defineComponent,
  defineContract,
  operation,
  provide,
} from '../../../packages/core-service-manager/dist/contract/index.js';
import { natsTransport } from '../../../packages/core-service-manager/dist/transports/nats/nats-transport.js';
import { z } from 'zod';

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

export const Work = defineContract({
  id: 'work',
  version: '1.0.0',
  summary: 'Takes a while',
  members: {
    act: operation({ summary: 'Which version did it', input: z.object({ ms: z.number() }), output: z.string() }),
    again: operation({
      summary: 'The same; may be repeated',
      input: z.object({ ms: z.number() }),
      output: z.string(),
      idempotent: true,
    }),
  },
});

export function worker(version, startMs = 0) {
  const run = async ({ ms }) => (await pause(ms), version);
  return defineComponent({
    name: 'worker',
    version,
    summary: 'Works',
    provides: [Work],
    needs: [],
    settings: z.unknown(),
    async start() {
      await pause(startMs);
      return { provisions: [provide(Work, { act: run, again: run })], stop: async () => undefined };
    },
  });
}

export function manage(process, servers, dataDir = '/bench') {
  return createServiceManager({
    appDir: '/bench',
    dataDir,
    application: 'bench',
    process,
    log: quiet,
    ...(servers === undefined ? {} : { transports: [natsTransport({ servers })] }),
  });
}

export async function untilFound(call) {
  for (;;) {
    try {
      return await call();
    } catch {
      await pause(10);
    }
  }
}

/**
 * Callers that call one after the other until they are stopped, beginning spread over the time of a call, so that answers come evenly.
 * `forget` begins the time that is looked at.
 */
export function load(callers, call, callMs) {
  const failures = [];
  let seen = fresh();
  let inFlight = 0;
  let going = true;
  const all = Promise.all(
    Array.from({ length: callers }, async (_, index) => {
      await pause((index * callMs) / callers);
      while (going) {
        const began = performance.now();
        inFlight += 1;
        try {
          await call(index);
          answered(began);
        } catch (thrown) {
          failures.push({ at: performance.now(), began, code: thrown.code ?? thrown.name });
          await pause(1);
        }
        inFlight -= 1;
      }
    }),
  );

  function fresh() {
    return { lastAnswer: performance.now(), gapMs: 0, longestMs: 0, done: 0 };
  }

  function answered(began) {
    const now = performance.now();
    seen.gapMs = Math.max(seen.gapMs, now - seen.lastAnswer);
    seen.lastAnswer = now;
    seen.longestMs = Math.max(seen.longestMs, now - began);
    seen.done += 1;
  }

  return {
    inFlight: () => inFlight,
    forget: () => void (seen = fresh()),
    /** Since `forget`: the longest time without an answer to anybody, the longest call (ms), the number of answers. */
    look: () => ({ ...seen, gapMs: Math.max(seen.gapMs, performance.now() - seen.lastAnswer) }),
    async stop() {
      going = false;
      await all;
      return failures;
    },
  };
}
