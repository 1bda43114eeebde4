import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallContext } from '@caruso/core-service-manager/contract';

const allowed = ['supervisor', 'administrator', 'system'];

/** Figures tell how individuals work: they are for those who lead them. */
export function requireSupervisor({ principal }: CallContext): void {
  if (principal === undefined)
    throw new CarusoError('unauthenticated', 'Reports are for supervisors: nobody is signed in');
  if (principal.roles.some((role) => allowed.includes(role))) return;
  throw new CarusoError('forbidden', `Reports are for supervisors and administrators; ${principal.name} is neither`);
}
