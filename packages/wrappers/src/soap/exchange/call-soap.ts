import { CarusoError, isCarusoError } from '@caruso/core-service-manager/contract';
import type { CallContext } from '@caruso/core-service-manager/contract';
import { systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { LegacySystem, Secrets } from '@caruso/core-service-manager/wrapper-kit';
import type { Client } from 'soap';
import { excerpt } from '../../rest/http/http-error.js';
import type { SoapOperation } from '../wsdl/soap-operations.js';
import { messageValues } from './message-values.js';
import { soapFault } from './soap-fault.js';

type Method = (
  input: unknown,
  done: (error: unknown, result: unknown) => void,
  options: { readonly signal: AbortSignal },
) => void;

/**
 * One call of an operation, its answer checked.
 * @throws CarusoError by the kind of the fault; `refused` for an answer that is not as the WSDL says.
 */
export async function callSoap(
  system: LegacySystem,
  client: Client,
  { name, wsdlName, service, port, output }: SoapOperation,
  input: unknown,
  { signal }: CallContext,
  secrets: Secrets,
): Promise<unknown> {
  const methods = client as unknown as Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, Method>>>>>
  >;
  const method = methods[service]?.[port]?.[wsdlName];
  if (method === undefined) throw new CarusoError('internal', `${service} ${port} has no ${wsdlName}`);
  const mask = (text: string): string => secrets.mask(text);
  const request = { operation: wsdlName, input: JSON.parse(JSON.stringify(input)) };
  const values = messageValues(system.name, request.input);
  const answer = await system.exchange(
    request,
    (limit) =>
      new Promise<unknown>((resolve, reject) => {
        method(values, (error, result) => (isNothing(error) ? resolve(result ?? null) : reject(error)), {
          signal: limit,
        });
      }).catch((thrown: unknown) => {
        throw asError(system.name, thrown, mask);
      }),
    { signal },
  );
  const parsed = output.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw systemRefuses(system.name, `${system.name} did not answer ${name} as its WSDL says: ${issues.join('; ')}`, {
    message: mask(excerpt(JSON.stringify(answer))),
  });
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** Faults by their code; an answer that the library cannot read is the system's fault; the rest is for the kit to tell. */
function asError(system: string, thrown: unknown, mask: (text: string) => string): unknown {
  if (isCarusoError(thrown) && thrown.code !== 'internal') return thrown;
  const fault = soapFault(system, thrown, mask);
  if (fault !== undefined) return fault;
  const body = typeof thrown === 'object' && thrown !== null && 'body' in thrown ? thrown.body : undefined;
  if (typeof body !== 'string') return thrown;
  return systemRefuses(system, `${system} answered something that is no SOAP of this WSDL`, {
    message: mask(excerpt(body)),
  });
}
