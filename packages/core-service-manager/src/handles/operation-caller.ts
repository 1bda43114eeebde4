import type { CallOptions, OperationDefinition } from '../contract/index.js';
import { performOperation } from '../calls/perform-operation.js';
import { changesValues } from '../schemas/changes-values.js';
import { parseValue } from '../schemas/parse-value.js';
import type { HandleContext } from './handle-context.js';

type OperationCaller = (input: unknown, options?: CallOptions) => Promise<unknown>;

export function createOperationCaller(
  name: string,
  definition: OperationDefinition,
  { slot, inFlight, absence }: HandleContext,
): OperationCaller {
  const { timeoutMs, input: inputSchema, output: outputSchema } = definition;

  const call: OperationCaller = (input, options) => {
    const { provider } = slot;
    if (provider === undefined) return Promise.reject(absence(slot.contractId, slot.range));
    return performOperation(inFlight, provider, name, timeoutMs, input, options);
  };
  const parsesInput = changesValues(inputSchema);
  const parsesOutput = changesValues(outputSchema);
  if (!parsesInput && !parsesOutput) return call;

  const operation = `${slot.contractId}.${name}`;
  return async (input, options) => {
    const given = parsesInput ? parseValue(inputSchema, input, 'invalid', `Wrong input for ${operation}`) : input;
    const answer = await call(given, options);
    return parsesOutput ? parseValue(outputSchema, answer, 'internal', `Wrong answer of ${operation}`) : answer;
  };
}
