import { asCarusoError } from '../contract/index.js';
import { outsideOfCalls } from '../calls/current-call.js';
import { lateIterator } from '../calls/late-iterator.js';
import { openStream } from '../calls/open-stream.js';
import { inputCheck } from '../calls/operation-target.js';
import type { Provider } from '../registry/provider.js';
import { callAttributes } from '../tracing/call-span.js';
import { withRemoteParent } from '../tracing/trace-context.js';
import type { IncomingOptions } from '../transports/transport.js';
import { streamDefinitionOf } from './definition-of.js';
import { gone } from './perform-incoming.js';
import type { IncomingEdge } from './perform-incoming.js';
import { createSuccession } from './successor.js';

/** The same as `performIncoming` for a stream; what is wrong with the call is told at the first read. */
export function openIncoming(
  { registry, inFlight }: IncomingEdge,
  provider: Provider,
  member: string,
  input: unknown,
  options: IncomingOptions,
): AsyncIterator<unknown> {
  const { id } = provider.contract;
  const streamName = `${id}.${member}`;
  const successor = createSuccession(registry, provider);

  function open(): AsyncIterator<unknown> {
    const there = successor();
    if (there === undefined) throw gone(provider);
    const { input: schema } = streamDefinitionOf(there, member);
    const target = { inFlight, provider: there, name: member, checkOutput: undefined, traced: false };
    return openStream(target, inputCheck(schema, streamName)(input), options);
  }

  function openInTrace(): AsyncIterator<unknown> {
    const attributes = callAttributes(id, member);
    return withRemoteParent(
      options.traceparent,
      streamName,
      (span) => {
        try {
          return open();
        } finally {
          // The span says that the stream was opened: it may stay so for weeks.
          span?.end();
        }
      },
      attributes,
    );
  }

  try {
    const held = successor()?.held;
    return held === undefined ? outsideOfCalls(openInTrace) : lateIterator(held, () => outsideOfCalls(openInTrace));
  } catch (thrown) {
    return { next: () => Promise.reject(asCarusoError(thrown)) };
  }
}
