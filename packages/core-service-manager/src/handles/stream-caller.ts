import type { CallOptions, StreamDefinition } from '../contract/index.js';
import { lateIterator } from '../calls/late-iterator.js';
import { openStream } from '../calls/open-stream.js';
import { handleChecks } from '../calls/operation-target.js';
import { wrongTimeLimit } from '../calls/time-limit.js';
import type { Provider } from '../registry/provider.js';
import type { HandleContext } from './handle-context.js';
import { otherProvider } from './other-provider.js';

/** The provider is looked up and called when reading begins, so a stream that nobody reads costs nothing. */
export function createStreamCaller(
  name: string,
  definition: StreamDefinition,
  { slot, registry, inFlight, absence }: HandleContext,
): (input: unknown, options?: CallOptions) => AsyncIterable<unknown> {
  const streamName = `${slot.contractId}.${name}`;
  const here = handleChecks(definition, streamName, false);
  const elsewhere = handleChecks(definition, streamName, true);

  function provider(): Provider {
    const best = slot.provider;
    if (best === undefined) throw absence(slot.contractId, slot.range);
    if (best.protection?.breaker.admits !== false) return best;
    return otherProvider(registry, slot, new Set([best])) ?? best;
  }

  function open(input: unknown, options: CallOptions | undefined): AsyncIterator<unknown> {
    const wrong = options?.timeoutMs === undefined ? undefined : wrongTimeLimit(options.timeoutMs);
    if (wrong !== undefined) throw wrong;
    const chosen = provider();
    const checks = chosen.place.kind === 'here' ? here : elsewhere;
    const target = { inFlight, provider: chosen, name, checkOutput: checks.output, traced: true };
    return openStream(target, checks.input === undefined ? input : checks.input(input), options);
  }

  return (input, options) => ({
    [Symbol.asyncIterator]() {
      const held = slot.provider?.held;
      return held === undefined ? open(input, options) : lateIterator(held, () => open(input, options));
    },
  });
}
