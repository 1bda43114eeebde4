import type { ComponentContext } from '../contract/index.js';
import type { OutgoingCalls } from '../registry/provider.js';

type Outlets = Pick<ComponentContext, 'use' | 'invoke'>;

/** The context of a component, and whether it has taken a way to call others from it. */
export function watchOutgoing<C extends Outlets>(
  context: C,
): { readonly context: C; readonly outgoing: OutgoingCalls } {
  const outgoing: OutgoingCalls = { used: false };
  const watched: Outlets = {
    use(contract, range) {
      outgoing.used = true;
      return range === undefined ? context.use(contract) : context.use(contract, range);
    },
    invoke(...call) {
      outgoing.used = true;
      return context.invoke(...call);
    },
  };
  return { context: { ...context, ...watched }, outgoing };
}
