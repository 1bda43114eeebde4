import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallsInFlight } from '../calls/calls-in-flight.js';
import { createVirtualClock } from '../clock/virtual-clock.js';
import { CarusoError, defineContract, local, operation, provide, stream } from '../contract/index.js';
import { memoryLog } from '../manager/fixtures/greeting.js';
import { createInvoke } from '../invocation/create-invoke.js';
import { createProvider } from '../registry/provider.js';
import { createServiceRegistry } from '../registry/service-registry.js';
import { createHandle } from './create-handle.js';

const Post = defineContract({
  id: 'post',
  version: '1.0.0',
  summary: 'Carries letters',
  members: {
    weigh: operation({
      summary: 'Grams',
      input: z.object({ text: z.string(), unit: z.string().default('g') }),
      output: z.object({ weight: z.string().transform(Number) }),
    }),
    track: stream({ summary: 'Where it is', input: z.object({}), output: z.string() }),
    stamp: local<(text: string) => string>('Stamps'),
  },
});

/** What a transport would send is kept; what it would receive is given. */
function postElsewhere(answer: unknown) {
  const clock = createVirtualClock();
  const registry = createServiceRegistry();
  const sent: unknown[] = [];
  const implementation = {
    weigh: async (input: unknown) => (sent.push(input), answer as { weight: string }),
    async *track() {
      yield answer as string;
    },
    stamp: (text: string) => text,
  };
  const owner = { component: 'p', componentVersion: '1.0.0', rank: 0, log: memoryLog() };
  registry.exchange(
    [],
    [createProvider(provide(Post, implementation), { ...owner, place: { kind: 'remote', process: 'p2' } })],
  );
  const absence = () => new CarusoError('no-provider', 'nobody');
  const context = { registry, inFlight: new CallsInFlight(clock), absence };
  const handle = createHandle(Post, { ...context, slot: registry.slot('post', '^1') });
  return { handle, sent, invoke: createInvoke(context) };
}

describe('a handle of a provider in another process', () => {
  it('sends the input as it is and reads the answer by its own contract', async () => {
    const { handle, sent } = postElsewhere({ weight: '20', more: 1 });
    await expect(handle.weigh({ text: 'x' })).resolves.toEqual({ weight: 20 });
    expect(sent).toEqual([{ text: 'x' }]);
  });

  it('does not let an answer through that its contract does not know', async () => {
    const { handle } = postElsewhere({ weight: 20 });
    await expect(handle.weigh({ text: 'x' })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('Wrong answer of post.weigh: weight: '),
    });
  });

  it('nor a value of a stream', async () => {
    const { handle } = postElsewhere(7);
    const read = async (): Promise<void> => {
      for await (const _value of handle.track({}));
    };
    await expect(read()).rejects.toMatchObject({ code: 'internal' });
  });

  it('says of a local function that it works only inside one process, and what to do', () => {
    const { handle } = postElsewhere(0);
    expect(() => handle.stamp('x')).toThrow(
      'post.stamp works only inside one process, and p runs in another (p2): run a component that provides post in this process too',
    );
  });

  it('leaves the checks of a call named as text to the far edge', async () => {
    const { invoke, sent } = postElsewhere({ weight: '20' });
    await expect(invoke('post', 'weigh', { text: 7 })).resolves.toEqual({ weight: '20' });
    expect(sent).toEqual([{ text: 7 }]);
  });
});
