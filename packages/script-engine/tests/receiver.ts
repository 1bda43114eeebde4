import { defineComponent, defineContract, operation, provide } from '@caruso/core-service-manager/contract';
import type { CarusoError, Component } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export interface Receiver {
  readonly component: Component;
  /** Every call that came, with its idempotency key. */
  readonly calls: {
    readonly key: string | undefined;
    readonly input: unknown;
    readonly principal: string | undefined;
  }[];
  /** Errors for the next calls, in order; then calls succeed. */
  readonly failures: CarusoError[];
}

/** A service with one operation that scripts can name as the receiver of an action. */
export function createReceiver(id: string, name: string): Receiver {
  const contract = defineContract({
    id,
    version: '1.0.0',
    summary: 'Takes what scripts send',
    members: { [name]: operation({ summary: 'Takes it', input: z.json(), output: z.object({ taken: z.boolean() }) }) },
  });
  const calls: Receiver['calls'] = [];
  const failures: CarusoError[] = [];
  const component = defineComponent({
    name: `${id}-receiver`,
    version: '1.0.0',
    summary: 'Takes what scripts send',
    provides: [contract],
    needs: [],
    settings: z.unknown(),
    start: () =>
      Promise.resolve({
        provisions: [
          provide(contract, {
            [name]: async (input, call) => {
              calls.push({ key: call.idempotencyKey, input, principal: call.principal?.id });
              const failure = failures.shift();
              if (failure) throw failure;
              return { taken: true };
            },
          }),
        ],
        stop: () => Promise.resolve(),
      }),
  });
  return { component, calls, failures };
}
