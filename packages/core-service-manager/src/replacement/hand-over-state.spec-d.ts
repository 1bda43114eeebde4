import { z } from 'zod';
import { defineContract, operation, provide } from '../contract/index.js';
import type { StateTransfer } from '../contract/index.js';

const members = { who: operation({ summary: 'Who', input: z.object({}), output: z.string() }) };
const Plain = defineContract({ id: 'plain', version: '1.0.0', summary: 'p', members });
const Kept = defineContract({
  id: 'kept',
  version: '1.0.0',
  summary: 'k',
  members,
  state: z.object({ count: z.number() }),
});
const implementation = { who: async () => 'me' };
declare const transfer: StateTransfer<{ count: number }>;
declare const wrong: StateTransfer<{ count: string }>;

/** Compiled, never run: what a contract says of its state is asked of its providers. */
export function stateOfProviders(): void {
  provide(Plain, implementation);
  provide(Kept, implementation, transfer);
  // @ts-expect-error its state must be handed over
  provide(Kept, implementation);
  // @ts-expect-error the state is another
  provide(Kept, implementation, wrong);
  // @ts-expect-error it has no state
  provide(Plain, implementation, transfer);
}
