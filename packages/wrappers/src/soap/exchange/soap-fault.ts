import type { CarusoError } from '@caruso/core-service-manager/contract';
import { pick, systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import { excerpt } from '../../rest/http/http-error.js';

/**
 * A SOAP fault as an error: `Client` and `Sender` blame the request, `Server`, `Receiver`, `MustUnderstand`, `VersionMismatch` and
 * all else are the system's refusal (SOAP 1.1 4.4.1, SOAP 1.2 part 1 5.4.6). Undefined when what was thrown holds no fault.
 */
export function soapFault(system: string, thrown: unknown, mask: (text: string) => string): CarusoError | undefined {
  const fault = pick(thrown, 'root.Envelope.Body.Fault');
  if (typeof fault !== 'object' || fault === null) return undefined;
  const code = textOf(pick(fault, 'faultcode')) ?? textOf(pick(fault, 'Code.Value')) ?? 'unknown';
  const subcode = textOf(pick(fault, 'Code.Subcode.Value'));
  const words = textOf(pick(fault, 'faultstring')) ?? textOf(pick(fault, 'Reason.Text')) ?? code;
  const detail = pick(fault, 'detail') ?? pick(fault, 'Detail');
  const message = mask(excerpt(words));
  const legacy = { message, code: subcode ?? code };
  // SOAP 1.1 lets a dot narrow a code: Client.Authentication.
  const blame = (code.split(':').at(-1) ?? code).split('.');
  const wrong = (blame[0] === 'Client' || blame[0] === 'Sender') && blame[1] !== 'Authentication';
  const error = wrong
    ? wrongRequest(system, `${system} says: ${message}`, legacy)
    : systemRefuses(system, `${system} refuses: ${message}`, legacy);
  if (detail === undefined || detail === null) return error;
  return Object.assign(error, { details: { ...error.details, fault: mask(excerpt(JSON.stringify(detail))) } });
}

/** With attributes (`xml:lang`), text comes as an object. */
function textOf(value: unknown): string | undefined {
  const found = typeof value === 'object' && value !== null && '$value' in value ? value.$value : value;
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}
