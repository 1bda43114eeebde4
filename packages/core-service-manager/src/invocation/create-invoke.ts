import { CarusoError } from '../contract/index.js';
import type { DynamicInvoke } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import { performOperation } from '../calls/perform-operation.js';
import { settleFailure } from '../calls/settle-failure.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import { parseValue } from '../schemas/parse-value.js';

export interface InvocationContext {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  absence(contractId: string, range: string): CarusoError;
}

/** The dynamic edge: contract and operation come as text, so input and output are checked by the provider's schemas. */
export function createInvoke({ registry, inFlight, absence }: InvocationContext): DynamicInvoke {
  return async (contractId, name, input, options) => {
    const { provider } = registry.slot(contractId, '*');
    if (provider === undefined) throw absence(contractId, '*');
    const operations = Object.entries(provider.contract.members).filter(([, { kind }]) => kind === 'operation');
    const definition = operations.find(([key]) => key === name)?.[1];
    const operation = `${contractId}.${name}`;
    if (definition?.kind !== 'operation') {
      throw new CarusoError(
        'invalid',
        `${contractId} ${provider.contract.version} has no operation "${name}"; it has ${operations.map(([key]) => key).join(', ')}`,
        { contract: contractId, operation: name },
      );
    }
    const given = parseValue(definition.input, input, 'invalid', `Wrong input for ${operation}`);
    const answer = await performOperation(inFlight, provider, name, definition.timeoutMs, given, options);
    const checked = definition.output.safeParse(answer);
    if (checked.success) return checked.data;
    throw settleFailure(
      provider,
      name,
      new TypeError(`The answer of ${operation} is not what its contract says: ${checked.error.message}`),
    );
  };
}
