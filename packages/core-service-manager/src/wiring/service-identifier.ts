import type { ServiceIdentifier } from 'inversify';
import type { Contract, ServiceOf } from '../contract/index.js';

/** Under which a contract's handle is bound; the same in every copy of this package. */
export function serviceIdentifier<C extends Contract>(contract: C): ServiceIdentifier<ServiceOf<C>> {
  return Symbol.for(`caruso service ${contract.id}@${contract.version}`);
}
