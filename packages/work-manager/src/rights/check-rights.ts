import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallContext, Principal } from '@caruso/core-service-manager/contract';

/** Customers have no business with the router. A call without a principal comes from a component of this process. */
export function refuseCustomers({ principal }: CallContext): void {
  if (principal?.kind === 'customer') throw forbidden('Customers cannot see or change the work of the agents');
}

/** An agent speaks for herself; supervisors, administrators and the product itself for everybody. */
export function requireSelfOrSupervisor(call: CallContext, agent: string): void {
  refuseCustomers(call);
  const { principal } = call;
  if (principal === undefined || supervises(principal) || principal.id === agent) return;
  throw forbidden(`${principal.name} cannot act for agent ${agent}: only a supervisor can`);
}

export function requireSupervisor(call: CallContext): void {
  refuseCustomers(call);
  const { principal } = call;
  if (principal !== undefined && !supervises(principal)) throw forbidden(`${principal.name} is not a supervisor`);
}

function supervises({ kind, roles }: Principal): boolean {
  return kind === 'system' || roles.includes('supervisor') || roles.includes('administrator');
}

function forbidden(message: string): CarusoError {
  return new CarusoError('forbidden', message);
}
