import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, isCarusoError, operation, provide } from '../../contract/index.js';
import { component } from '../../manager/fixtures/greeting.js';
import { eventually } from '../nats/fixtures/clerk.js';
import { remoteDescription } from '../link/remote-contract.js';
import { isBuilt, parentProcess } from './fixtures/parent-process.js';
import type { ParentProcess } from './fixtures/parent-process.js';
import { ownProcessOf } from './describe-in-own-process.js';

const counterSpec = fileURLToPath(new URL('fixtures/counter.mjs', import.meta.url));

/** The same as in `counter.mjs`. */
const Counter = defineContract({
  id: 'counter',
  version: '1.0.0',
  summary: 'Counts',
  members: {
    count: operation({ summary: 'One more', input: z.object({}), output: z.number() }),
    cost: operation({ summary: 'What all cost', input: z.object({}), output: z.number() }),
    pid: operation({ summary: 'Of the process', input: z.object({}), output: z.number() }),
    crash: operation({ summary: 'Ends the process', input: z.object({}), output: z.unknown() }),
    print: operation({ summary: 'Prints', input: z.object({ text: z.string() }), output: z.void() }),
  },
});
const Tariff = defineContract({
  id: 'tariff',
  version: '1.0.0',
  summary: 'What a step costs',
  members: { price: operation({ summary: 'Price', input: z.object({ steps: z.number() }), output: z.number() }) },
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(!isBuilt)('a component in a process of its own', () => {
  let parent: ParentProcess | undefined;
  afterEach(async () => {
    await parent?.manager.stop({ drainMs: 0 });
    parent = undefined;
  });

  async function started(settings?: unknown) {
    parent = await parentProcess();
    const made = await parent.describe(counterSpec, 'my-counter', settings);
    await parent.manager.add([{ component: made, name: 'my-counter' }]);
    return { ...parent, made, counter: parent.manager.use(Counter) };
  }
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (thrown: unknown) => (isCarusoError(thrown) ? thrown : undefined),
    );

  it('tells what it is before it is started', async () => {
    parent = await parentProcess();
    const made = await parent.describe(counterSpec, 'my-counter');
    expect(made).toMatchObject({ name: 'counter', version: '1.0.0', summary: 'Counts in a process of its own' });
    expect(made.needs).toMatchObject([{ contract: { id: 'tariff' }, optional: true }]);
    const [contract] = made.provides;
    expect(contract && remoteDescription(contract)?.members.map(({ name }) => name)).toEqual([
      'count',
      'cost',
      'pid',
      'crash',
      'print',
    ]);
    expect(ownProcessOf(made)).toMatchObject({ kind: 'own-process' });
    await (await made.start({} as never)).stop();
  });

  it('runs elsewhere, and keeps its state between calls', async () => {
    const { counter } = await started({ start: 10 });
    expect(await counter.count({})).toBe(11);
    expect(await counter.count({})).toBe(12);
    expect(await counter.pid({})).not.toBe(process.pid);
  });

  it('is told with what is wrong when it cannot be described', async () => {
    parent = await parentProcess();
    const wrong = await failure(parent.describe(counterSpec, 'c', { start: 'ten' }));
    expect(wrong).toMatchObject({ code: 'invalid', message: expect.stringContaining('settings.start') });
    expect(await failure(parent.describe('/nowhere/component.mjs', 'c'))).toMatchObject({ code: 'not-found' });
  });

  it('fails like any other when its start fails, and leaves no process', async () => {
    const { manager } = await started({ failure: 'The till is empty' });
    const row = manager.list().find((one) => one.component === 'my-counter');
    expect(row).toMatchObject({ state: 'failed', reason: expect.stringContaining('The till is empty') });
  });

  it('uses services of its parent, also those that come later', async () => {
    const { counter, manager } = await started({ start: 3 });
    expect(await failure(counter.cost({}))).toMatchObject({ code: 'no-provider' });
    const price = provide(Tariff, { price: async ({ steps }) => steps * 7 });
    await manager.add([
      component('tariffs', {
        provides: [Tariff],
        start: async () => ({ provisions: [price], stop: async () => undefined }),
      }),
    ]);
    expect(await eventually('the child has found it', () => counter.cost({}).catch(() => undefined))).toBe(21);
  });

  it('says how it is, and what it logs and prints is in the log of its parent', async () => {
    const { counter, manager, log } = await started({ start: 3 });
    expect((await manager.health()).get('my-counter')).toEqual({ status: 'degraded', reason: 'counted to 3' });
    await counter.print({ text: 'printed by the child' });
    await eventually('both are logged', () =>
      ['counting begins', 'printed by the child'].every((wanted) =>
        log.lines.some(({ message }) => message === wanted),
      ),
    );
  });

  it('that crashes fails the calls sent to it, says so, and is started again', async () => {
    const { counter, manager } = await started();
    const before = await counter.pid({});
    expect(await failure(counter.crash({}))).toMatchObject({ code: 'unavailable' });
    expect((await manager.health()).get('my-counter')).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('code 9'),
    });
    expect(await failure(counter.count({}))).toMatchObject({ code: 'unavailable', details: { sent: false } });
    const after = await eventually('it runs again', () => counter.pid({}).catch(() => undefined));
    expect(after).not.toBe(before);
  });

  it('ends with its process when it is stopped', async () => {
    const { counter, manager } = await started();
    const pid = await counter.pid({});
    expect(alive(pid)).toBe(true);
    await manager.remove('my-counter');
    expect(alive(pid)).toBe(false);
  });

  it('hands its state over to its successor in another process', async () => {
    const { counter, manager, describe: describeChild } = await started({ start: 5 });
    await counter.count({});
    const before = await counter.pid({});
    // A new version that works in part takes the place only of one that is known to work in part.
    await manager.health();
    await manager.replace('my-counter', { component: await describeChild(counterSpec, 'my-counter') });
    expect(await counter.count({})).toBe(7);
    expect(await counter.pid({})).not.toBe(before);
    expect(alive(before)).toBe(false);
  });

  it('ends when its parent is killed', async () => {
    const script = fileURLToPath(new URL('fixtures/parent.mjs', import.meta.url));
    const killed = spawn(process.execPath, [script, counterSpec], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) =>
      killed.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))),
    );
    expect(alive(pid)).toBe(true);
    killed.kill('SIGKILL');
    await eventually('the child is gone', () => !alive(pid));
  });
});
