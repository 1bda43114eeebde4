import {
  CarusoError,
  defineComponent,
  defineContract,
  operation,
  provide,
} from '@caruso/core-service-manager/contract';
import type { Component } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const Receiver = defineContract({
  id: 'readings',
  version: '1.0.0',
  summary: 'Takes readings',
  members: {
    take: operation({
      summary: 'Takes one reading',
      input: z.record(z.string(), z.json()),
      output: z.object({ taken: z.boolean() }),
    }),
  },
});

export interface Received {
  readonly key: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A service that honours the idempotency key. `answer` may throw what it likes. */
export function receiver(answer: (input: Received['input']) => void | Promise<void> = () => undefined): {
  readonly component: Component;
  /** What it took, each key once. */
  readonly received: Received[];
} {
  const received: Received[] = [];
  const keys = new Set<string>();
  const component = defineComponent({
    name: 'readings',
    version: '1.0.0',
    summary: 'Takes readings',
    provides: [Receiver],
    needs: [],
    settings: z.unknown(),
    start: async () => ({
      provisions: [
        provide(Receiver, {
          take: async (input, { idempotencyKey: key }) => {
            if (key === undefined) throw new CarusoError('invalid', 'A key is needed.');
            if (keys.has(key)) return { taken: false };
            keys.add(key);
            try {
              await answer(input);
            } catch (error) {
              keys.delete(key);
              throw error;
            }
            received.push({ key, input });
            return { taken: true };
          },
        }),
      ],
      stop: async () => undefined,
    }),
  });
  return { component, received };
}
