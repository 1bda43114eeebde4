import { Svcm } from '@nats-io/services';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceManager } from '../../contract/index.js';
import { component } from '../../manager/fixtures/greeting.js';
import { Clerk, clerkComponent, eventually } from './fixtures/clerk.js';
import { hasNatsServer } from './fixtures/nats-server.js';
import { failure, found, natsTestbed } from './fixtures/testbed.js';

/** `@nats-io/services` lags behind and brings a `nats-core` of its own, whose connection is the same at run time. */
function servicesClient(connection: unknown) {
  return new Svcm(connection as ConstructorParameters<typeof Svcm>[0]).client();
}

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

  it('find what was there before them, and what comes later', async () => {
    const { join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    await a.add([{ component: clerkComponent() }]);
    await eventually('b finds the clerk', found(b));
    await eventually('one that joins later finds it too', found(join('c')));
  });

  it('of different applications do not see each other', async () => {
    const [one, other] = [testbed.application().join('a'), testbed.application().join('a')];
    await one.add([{ component: clerkComponent() }]);
    await eventually('the first is announced', found(one));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await failure(other.use(Clerk).work({ n: 1 }))).toMatchObject({ code: 'no-provider' });
  });

  it('wake a component that waits for what another process brings', async () => {
    const { join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    const needy = component('needy', { needs: [{ contract: Clerk, range: '^1', optional: false }] });
    await a.add([needy]);
    expect(a.list().find((row) => row.component === 'needy')?.state).toBe('waiting');
    await b.add([{ component: clerkComponent() }]);
    await eventually('it runs', () => a.list().find((row) => row.component === 'needy')?.state === 'running');
  });

  it('lose no call when a provider is replaced while callers in another process call it', async () => {
    const { join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    const slow = (version: string) =>
      clerkComponent({ act: async () => (await new Promise((resolve) => setTimeout(resolve, 3)), version) }, version);
    await a.add([{ component: slow('1.0.0') }]);
    await eventually('b finds the clerk', found(b));
    const clerk = b.use(Clerk);
    const answers: string[] = [];
    let calling = true;
    const callers = Array.from({ length: 32 }, async () => {
      while (calling) answers.push(await clerk.act({ n: 1 }));
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) {
      await a.replace('clerk', { component: slow(version) });
      await eventually('the new version answers', () => answers.at(-1) === version);
    }
    calling = false;
    await Promise.all(callers);
    expect(new Set(answers)).toEqual(new Set(['1.0.0', '1.1.0', '1.2.0', '1.3.0']));
  });

  it('go on at the other provider when one leaves, without a failed call', async () => {
    const { join } = testbed.application();
    const [caller, one, other] = [join('caller'), join('one'), join('other')];
    await one.add([{ component: clerkComponent({ act: async () => 'one' }), rank: 1 }]);
    await other.add([{ component: clerkComponent({ act: async () => 'other' }) }]);
    await eventually('the first is taken', async () => (await act(caller)) === 'one');
    const answers: unknown[] = [];
    let calling = true;
    const callers = Array.from({ length: 16 }, async () => {
      while (calling) answers.push(await caller.use(Clerk).act({ n: 1 }));
    });
    await one.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    calling = false;
    await Promise.all(callers);
    expect(answers.at(-1)).toBe('other');
  });

  it('carry values larger than the server takes at once', async () => {
    const { join } = testbed.application();
    const [a, b] = [join('a'), join('b')];
    const who = 'é'.repeat(2_500_000);
    await a.add([{ component: clerkComponent({ work: async () => who }) }]);
    expect(await eventually('b finds the clerk', found(b))).toBe(who);
  });

  it('answer NATS clients in any language', async () => {
    const { name, join } = testbed.application();
    const a = join('a');
    await a.add([{ component: clerkComponent() }]);
    await eventually('b finds the clerk', found(join('b')));
    const nats = await testbed.client();
    const services = servicesClient(nats);
    const subject = await eventually('the endpoint is told', async () => {
      for await (const { endpoints } of await services.info('clerk')) {
        const work = endpoints.find((endpoint) => endpoint.name === 'clerk-work');
        if (work?.subject.includes(name.replace(' ', '_')) === true) return work.subject;
      }
      return undefined;
    });
    expect((await nats.request(subject, '{"n":7}')).json()).toBe('clerk 7');
    const wrong = await nats.request(subject, '{"n":"seven"}');
    expect(wrong.headers?.get('Nats-Service-Error-Code')).toBe('400');
    expect(wrong.json()).toMatchObject({ code: 'invalid' });
    expect((await nats.request(subject, '{')).headers?.get('Caruso-Error')).toBe('invalid');
    const none = await nats.request(subject.replace(/work$/, 'rest'), '{}');
    expect(none.headers?.get('Nats-Service-Error-Code')).toBe('404');
  });

  it('are seen by the standard client for services: ping, info and stats', async () => {
    const { name, join } = testbed.application();
    const a = join('a');
    await a.add([{ component: clerkComponent({}, '2.3.4') }]);
    const b = join('b');
    await eventually('b finds the clerk', found(b));
    await failure(b.use(Clerk).work({ n: 'wrong' as unknown as number }));
    const services = servicesClient(await testbed.client());

    const ours = async <T extends { readonly metadata?: Record<string, string> }>(
      answers: Promise<AsyncIterable<T>>,
    ) => {
      const all: T[] = [];
      for await (const answer of await answers) if (answer.metadata?.['application'] === name) all.push(answer);
      return all;
    };
    const pings = await ours(services.ping());
    expect(pings.map((ping) => ping.name).toSorted()).toEqual(['clerk', 'service-manager', 'service-manager']);
    const clerk = pings.find((ping) => ping.name === 'clerk');
    expect(clerk).toMatchObject({ version: '2.3.4', metadata: { contracts: 'clerk@1.0.0' } });

    const [info] = await ours(services.info('clerk', clerk?.id));
    expect(info?.endpoints.map((endpoint) => endpoint.name)).toEqual(['clerk-work', 'clerk-act']);
    expect(info?.endpoints[0]).toMatchObject({ queue_group: 'caruso', metadata: { contract: 'clerk' } });

    const [stats] = await ours(services.stats('clerk'));
    const work = stats?.endpoints?.find((endpoint) => endpoint.name === 'clerk-work');
    expect(work?.num_requests).toBeGreaterThanOrEqual(2);
    expect(work).toMatchObject({ num_errors: 1 });
    expect(work?.last_error).toContain('invalid');
    expect(work?.processing_time).toBeGreaterThan(0);
  });
});
