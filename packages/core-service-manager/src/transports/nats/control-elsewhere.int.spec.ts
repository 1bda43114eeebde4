import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceControl, systemPrincipal } from '../../contract/index.js';
import type { Component } from '../../contract/index.js';
import { createServiceManager } from '../../manager/create-service-manager.js';
import { memoryLog } from '../../manager/fixtures/greeting.js';
import { Clerk, clerkComponent, eventually } from './fixtures/clerk.js';
import { hasNatsServer } from './fixtures/nats-server.js';
import { failure, natsTestbed } from './fixtures/testbed.js';
import { natsTransport } from './nats-transport.js';

const clerk = (version: string): Component => clerkComponent({ act: async () => version }, version);
const broken: Component = {
  ...clerk('3.0.0'),
  start: () => Promise.reject(new Error('cannot find its ledger')),
};
const specs: Readonly<Record<string, Component>> = { 'clerk@2.0.0': clerk('2.0.0'), 'clerk@3.0.0': broken };

describe.skipIf(!hasNatsServer)('service-control of one process', () => {
  const testbed = natsTestbed();
  beforeAll(() => testbed.open());
  afterEach(() => testbed.cleanUp());
  afterAll(() => testbed.close());
  const options = { principal: systemPrincipal('test') };

  /** A clerk in one process, the control of another, which cannot load anything itself. */
  async function apart() {
    const { name, join } = testbed.application();
    const there = createServiceManager({
      appDir: '/app',
      dataDir: '/data',
      log: memoryLog(),
      application: name,
      process: 'there',
      transports: [natsTransport({ servers: testbed.server().url })],
      loader: async (spec) => {
        const component = specs[spec];
        if (component === undefined) throw new Error(`There is no ${spec}`);
        return { component, source: spec };
      },
    });
    testbed.later(() => there.stop({ drainMs: 500 }));
    await there.add([{ component: clerk('1.0.0'), source: 'clerk@1.0.0' }]);
    const here = join('here');
    const found = here.use(Clerk);
    await eventually('the clerk is found', () => found.act({ n: 1 }).catch(() => undefined));
    await eventually('the rows of the other process are told', () =>
      here.list().some(({ contract, process }) => contract === ServiceControl.id && process === 'there'),
    );
    return { clerk: found, control: here.use(ServiceControl), there };
  }

  it('replaces a component of another, and puts it back', async () => {
    const { clerk: found, control } = await apart();
    const report = await control.replace({ name: 'clerk', spec: 'clerk@2.0.0', drainMs: 1_000 }, options);
    expect(report).toMatchObject({ name: 'clerk', from: '1.0.0', to: '2.0.0', stuck: [] });
    expect(await found.act({ n: 1 })).toBe('2.0.0');
    await control.rollback({ name: 'clerk', drainMs: 1_000 }, options);
    expect(await found.act({ n: 1 })).toBe('1.0.0');
  });

  it('tells why another refused a new version, and that one goes on with the old', async () => {
    const { clerk: found, control } = await apart();
    const refusal = await failure(control.replace({ name: 'clerk', spec: 'clerk@3.0.0', drainMs: 1_000 }, options));
    expect(refusal).toMatchObject({ code: 'refused', message: expect.stringContaining('cannot find its ledger') });
    expect(await found.act({ n: 1 })).toBe('1.0.0');
  });

  it('removes a component of another', async () => {
    const { clerk: found, control, there } = await apart();
    await control.remove({ name: 'clerk', drainMs: 1_000 }, options);
    expect(there.list().some(({ component, state }) => component === 'clerk' && state === 'running')).toBe(false);
    await eventually('nobody provides it', async () => (await failure(found.act({ n: 1 })))?.code === 'no-provider');
  });

  it('asks the other on behalf of its caller', async () => {
    const { control } = await apart();
    const agent = { kind: 'user' as const, id: '7', name: 'Ana', roles: ['agent'] };
    expect(await failure(control.remove({ name: 'clerk', drainMs: 0 }, { principal: agent }))).toMatchObject({
      code: 'forbidden',
    });
  });
});
