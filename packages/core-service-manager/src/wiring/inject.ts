import { inject as injectIdentifier } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import type { Contract, ServiceOf } from '../contract/index.js';
import { serviceIdentifier } from './service-identifier.js';

type Constructor = abstract new (...args: never[]) => unknown;

/**
 * `unknown` when one of the constructor's parameters can take the service, else a type that no class has: the compiler does not
 * tell a decorator which parameter it stands at, so a pair of exchanged services in one constructor passes.
 */
type Takes<T extends Constructor, Service> = Service extends ConstructorParameters<T>[number]
  ? unknown
  : { readonly 'no parameter of the constructor has the type of this service': Service };

/**
 * Gives a constructor the handle of a contract: `constructor(@inject(ScriptEngine) engine: ServiceOf<typeof ScriptEngine>)`.
 * Everything else (classes, symbols) is inversify's own `inject`.
 */
export function inject<C extends Contract>(
  contract: C,
): <T extends Constructor>(target: T & Takes<T, ServiceOf<C>>, key: undefined, index: number) => void;
export function inject(identifier: ServiceIdentifier): ParameterDecorator & PropertyDecorator;
export function inject(given: Contract | ServiceIdentifier): ParameterDecorator & PropertyDecorator {
  return injectIdentifier(typeof given === 'object' ? serviceIdentifier(given) : given) as ParameterDecorator &
    PropertyDecorator;
}
