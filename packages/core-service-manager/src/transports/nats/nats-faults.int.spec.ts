import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isCarusoError } from '../../contract/index.js';
import type { ServiceManager } from '../../contract/index.js';
import { Clerk, clerkComponent, eventually, isBuilt, joinApplication, startProviderProcess } from './fixtures/clerk.js';
import { hasNatsServer, startNatsServer } from './fixtures/nats-server.js';
import { failure, found, natsTestbed } from './fixtures/testbed.js';

describe.skipIf(!hasNatsServer)('processes joined over NATS', () => {
  const testbed = natsTestbed();
  beforeAll(() => testbed.open());
  afterEach(() => testbed.cleanUp());
  afterAll(() => testbed.close());

  const act = (manager: ServiceManager) =>
    manager
      .use(Clerk)
      .act({ n: 1 })
      .catch(() => undefined);

  it.skipIf(!isBuilt)('fail only calls that were sent to a process that is killed, and at once', async () => {
    const { name, join } = testbed.application();
    const caller = join('caller');
    const killed = await startProviderProcess(testbed.server().url, name, 'killed', 20);
    testbed.later(() => killed.kill('SIGKILL'));
    await eventually('it is found', () => act(caller));
    const other = await startProviderProcess(testbed.server().url, name, 'other', 20);
    testbed.later(() => other.kill('SIGKILL'));
    const clerk = caller.use(Clerk);
    const failures: unknown[] = [];
    let inFlight = 0;
    let inFlightAtDeath = 0;
    let calling = true;
    const answered = new Set<string>();
    const callers = Array.from({ length: 32 }, async (_, index) => {
      while (calling) {
        inFlight += 1;
        const call = index % 2 === 0 ? clerk.work({ n: 1 }) : clerk.act({ n: 1 });
        await call.then(
          (who) => void answered.add(who),
          (thrown: unknown) => failures.push(thrown),
        );
        inFlight -= 1;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await killed.kill('SIGKILL');
    inFlightAtDeath = inFlight;
    await eventually('the other has taken over', () => answered.has('other'));
    const before = failures.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    calling = false;
    await Promise.all(callers);
    expect(failures.length).toBe(before);
    // Half of the callers make calls that may be repeated: those never fail.
    expect(failures.length).toBeLessThanOrEqual(Math.min(inFlightAtDeath, 16));
    for (const thrown of failures) expect(thrown).toMatchObject({ code: 'unavailable', details: { sent: true } });
  });

  it.skipIf(!isBuilt)('notice that a process was killed even when nobody calls it', async () => {
    const { name, join } = testbed.application();
    const caller = join('caller');
    const killed = await startProviderProcess(testbed.server().url, name, 'killed', 60_000);
    testbed.later(() => killed.kill('SIGKILL'));
    await eventually('it is found', () => caller.list().some(({ contract }) => contract === 'clerk'));
    const call = failure(caller.use(Clerk).act({ n: 1 }));
    const reading = caller.use(Clerk).ticks({})[Symbol.asyncIterator]();
    await reading.next();
    await killed.kill('SIGKILL');
    expect(await call).toMatchObject({ code: 'unavailable' });
    const readOn = async () => {
      for (;;) if ((await reading.next()).done === true) return;
    };
    expect(await failure(readOn())).toMatchObject({ code: 'unavailable' });
    expect(await failure(caller.use(Clerk).act({ n: 1 }))).toMatchObject({ code: 'no-provider' });
  });

  it('end a stream at its provider when the process that reads it goes', async () => {
    const { join } = testbed.application();
    const [reader, provider] = [join('reader'), join('provider')];
    let ended = false;
    let made = 0;
    const ticks = async function* () {
      try {
        for (;;) {
          made += 1;
          yield made;
        }
      } finally {
        ended = true;
      }
    };
    await provider.add([{ component: clerkComponent({ ticks }) }]);
    await eventually('it is found', found(reader));
    const reading = reader.use(Clerk).ticks({})[Symbol.asyncIterator]();
    await reading.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(made).toBeLessThan(200);
    await reader.stop();
    await eventually('the provider ends it', () => ended);
  });

  it('refuse more calls than a slow provider can hold, and stay well', async () => {
    const { join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await a.add([{ component: clerkComponent({ act: async () => (await gate, 'done') }) }]);
    await eventually('b finds the clerk', found(b));
    const clerk = b.use(Clerk);
    let refused = 0;
    const flood = Array.from({ length: 12_000 }, async () => {
      const error = await failure(clerk.act({ n: 1 }));
      refused += error === undefined ? 0 : 1;
      return error;
    });
    await eventually('some are refused', () => refused > 0);
    release();
    const outcomes = await Promise.all(flood);
    expect(new Set(outcomes.map((error) => error?.code))).toEqual(new Set([undefined, 'overloaded']));
    expect(await clerk.act({ n: 1 })).toBe('done');
  });

  it('let garbage on their subjects pass', async () => {
    const { name, join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    await a.add([{ component: clerkComponent() }]);
    await eventually('b finds the clerk', found(b));
    const vandal = await testbed.client();
    const base = `caruso.${name.replace(' ', '_')}`;
    const subjects = new Set<string>();
    const spy = vandal.subscribe('caruso.>', { callback: (_error, msg) => void subjects.add(msg.subject) });
    await vandal.flush();
    await b.use(Clerk).work({ n: 1 });
    await vandal.flush();
    spy.unsubscribe();
    const mine = [...subjects].find((subject) => subject.startsWith(base) && subject.includes('.c.')) ?? '';
    expect(mine).toContain('.process.');
    const root = mine.slice(0, mine.indexOf('.process.'));
    const targets = ['a', 'b'].flatMap((to) =>
      ['a', 'b', 'vandal'].flatMap((from) => [`${root}.process.${to}.c.${from}`, `${root}.process.${to}.a.${from}`]),
    );
    const bodies = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({
          t: fc.constantFrom('c', 'o', 'a', 'e', 'x', 'v', 'z', 'k', 'here'),
          i: fc.nat(20),
          p: fc.constant('clerk@1.0.0 clerk'),
          m: fc.string(),
        })
        .map((value) => Buffer.from(JSON.stringify(value))),
    );
    for (const body of fc.sample(bodies, 300)) {
      for (const subject of [...targets, `${root}.announce.vandal`, `${root}.process.b.n.a.1`])
        vandal.publish(subject, body);
    }
    await vandal.flush();
    expect(await eventually('all is well', found(b))).toBe('clerk 0');
  });
});

describe.skipIf(!hasNatsServer)('the nats-server', () => {
  it('may come late, go and come back: health says so, and the processes find each other again', async () => {
    const server = await startNatsServer();
    await server.kill();
    const [a, b] = [joinApplication(server.url, 'late', 'a'), joinApplication(server.url, 'late', 'b')];
    const health = async () => (await b.health()).get('service-manager');
    try {
      await a.add([{ component: clerkComponent({ act: () => new Promise(() => undefined) }) }]);
      await eventually('it is degraded', async () => (await health())?.status === 'degraded');
      await server.start();
      await eventually('they are joined', () =>
        b
          .use(Clerk)
          .work({ n: 1 })
          .catch(() => undefined),
      );
      expect(await health()).toEqual({ status: 'up' });

      const call = b
        .use(Clerk)
        .act({ n: 1 })
        .then(undefined, (thrown: unknown) => thrown);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await server.kill();
      expect(await call).toMatchObject({ code: 'unavailable' });
      await eventually(
        'its services are gone',
        async () =>
          (await b
            .use(Clerk)
            .work({ n: 1 })
            .then(undefined, (thrown: unknown) => isCarusoError(thrown) && thrown.code)) === 'no-provider',
      );
      expect(await health()).toMatchObject({ status: 'degraded', reason: expect.stringContaining('trying again') });

      await server.start();
      await eventually('they are joined again', () =>
        b
          .use(Clerk)
          .work({ n: 1 })
          .catch(() => undefined),
      );
      expect(await health()).toEqual({ status: 'up' });
    } finally {
      await Promise.all([a.stop({ drainMs: 0 }), b.stop({ drainMs: 0 })]);
      await server.kill();
    }
  });
});
