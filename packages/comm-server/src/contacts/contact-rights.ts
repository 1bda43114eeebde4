import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { Contact } from './contact.js';

/** Supervisors, administrators and the product itself see every contact. */
export function supervises({ kind, roles }: Principal): boolean {
  if (kind === 'system') return true;
  return kind === 'user' && (roles.includes('supervisor') || roles.includes('administrator'));
}

/** An agent sees her own contacts, a customer none. */
export function maySee(principal: Principal, contact: Pick<Contact, 'agent'>): boolean {
  return supervises(principal) || (principal.kind === 'user' && contact.agent === principal.id);
}

/** Throws `unauthenticated` when nobody is signed in. */
export function demandPrincipal(principal: Principal | undefined): Principal {
  if (principal === undefined) throw new CarusoError('unauthenticated', 'Nobody is signed in');
  return principal;
}

/** Throws `forbidden` for everybody else. */
export function demandSupervisor(principal: Principal | undefined): Principal {
  const caller = demandPrincipal(principal);
  if (!supervises(caller)) throw new CarusoError('forbidden', `${caller.name} is not a supervisor`);
  return caller;
}

/** Throws `not-found` for a contact out of sight, so that its being there stays unknown. */
export function demandSight(principal: Principal, contact: Contact | undefined, id: string): Contact {
  if (contact === undefined || !maySee(principal, contact)) {
    throw new CarusoError('not-found', `There is no contact ${id} under way`, { contact: id });
  }
  return contact;
}
