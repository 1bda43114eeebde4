import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';

/** The caller as rights see her. */
export interface Caller {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly roles: readonly string[];
  /** ObjectRef.key of her customer, for self-service accounts. */
  readonly customer: string | null;
  /** A component of the product acts for itself: everything is allowed. */
  readonly unlimited: boolean;
}

/** Throws `unauthenticated` when nobody is signed in. */
export function callerOf(principal: Principal | undefined): Caller {
  if (!principal) throw new CarusoError('unauthenticated', 'Nobody is signed in');
  return {
    id: principal.id,
    name: principal.name,
    kind: principal.kind,
    // A person's account can never be given the role: it needs a principal of kind `system`.
    roles: principal.kind === 'system' ? principal.roles : principal.roles.filter((role) => role !== 'system'),
    customer: principal.customer?.key ?? null,
    unlimited: principal.kind === 'system' && principal.roles.includes('system'),
  };
}
