import {
  CarusoError,
  defineComponent,
  defineContract,
  operation,
  provide,
} from '@caruso/core-service-manager/contract';
import type { ErrorCode } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const Receiver = defineContract({
  id: 'receiver',
  version: '1.0.0',
  summary: 'Receives tasks in tests',
  members: {
    take: operation({
      summary: 'Takes one',
      input: z.object({ n: z.number() }),
      output: z.object({ took: z.number() }),
    }),
  },
});

export interface Received {
  readonly n: number;
  readonly key: string | undefined;
  readonly principal: string | undefined;
}

/** Fails with the given codes first, in their order, one per call. */
export function createReceiver(
  failures: ErrorCode[] = [],
  before: (n: number) => Promise<void> = () => Promise.resolve(),
) {
  const received: Received[] = [];
  const component = defineComponent({
    name: 'receiver',
    version: '1.0.0',
    summary: 'Receives tasks in tests',
    provides: [Receiver],
    needs: [],
    settings: z.unknown(),
    async start() {
      return {
        provisions: [
          provide(Receiver, {
            async take({ n }, call) {
              received.push({ n, key: call.idempotencyKey, principal: call.principal?.id });
              await before(n);
              const failure = failures.shift();
              if (failure) throw new CarusoError(failure, 'as the test says');
              return { took: n };
            },
          }),
        ],
        stop: () => Promise.resolve(),
      };
    },
  });
  return { component, received };
}
