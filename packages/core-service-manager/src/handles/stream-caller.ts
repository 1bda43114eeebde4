import type { CallOptions, StreamDefinition } from '../contract/index.js';
import { openStream } from '../calls/open-stream.js';
import { changesValues } from '../schemas/changes-values.js';
import { parseValue } from '../schemas/parse-value.js';
import type { HandleContext } from './handle-context.js';

/** The provider is looked up and called when reading begins, so a stream that nobody reads costs nothing. */
export function createStreamCaller(
  name: string,
  definition: StreamDefinition,
  { slot, inFlight, absence }: HandleContext,
): (input: unknown, options?: CallOptions) => AsyncIterable<unknown> {
  const { input: inputSchema, output: outputSchema } = definition;
  const parsesInput = changesValues(inputSchema);
  const parsesOutput = changesValues(outputSchema);
  const streamName = `${slot.contractId}.${name}`;

  return (input, options) => {
    const read = (): AsyncIterator<unknown> => {
      const { provider } = slot;
      if (provider === undefined) throw absence(slot.contractId, slot.range);
      const given = parsesInput ? parseValue(inputSchema, input, 'invalid', `Wrong input for ${streamName}`) : input;
      return openStream(inFlight, provider, name, given, options);
    };
    if (!parsesOutput) return { [Symbol.asyncIterator]: read };
    return mapped({ [Symbol.asyncIterator]: read }, (value) =>
      parseValue(outputSchema, value, 'internal', `Wrong value of ${streamName}`),
    );
  };
}

async function* mapped(source: AsyncIterable<unknown>, map: (value: unknown) => unknown): AsyncIterable<unknown> {
  for await (const value of source) yield map(value);
}
