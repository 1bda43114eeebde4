import 'reflect-metadata';
import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import type { ComponentContext, Contract, Need } from '../contract/index.js';
import { serviceIdentifier } from './service-identifier.js';

/** What the component was started with: `constructor(@inject(STARTED_WITH) { log, clock }: ComponentContext)`. */
export const STARTED_WITH: ServiceIdentifier<ComponentContext> = Symbol.for('caruso component context');

/**
 * A container in which the handle of each contract is bound, so that `@inject(contract)` gives it. A component passes its
 * `needs` or the contracts themselves. Handles are stable: what holds one is never made anew because a provider was replaced.
 */
export function componentContainer<Settings>(
  context: ComponentContext<Settings>,
  contracts: readonly (Contract | Need)[],
): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(STARTED_WITH).toConstantValue(context);
  for (const wanted of contracts) {
    const { contract, range } = 'contract' in wanted ? wanted : { contract: wanted, range: `^${wanted.version}` };
    container.bind(serviceIdentifier(contract)).toConstantValue(context.use(contract, range));
  }
  return container;
}
