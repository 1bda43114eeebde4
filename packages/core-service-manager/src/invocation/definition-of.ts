import { CarusoError } from '../contract/index.js';
import type { OperationDefinition, StreamDefinition } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/** Of an operation named as text. Throws `invalid` with the names there are. */
export function definitionOf(provider: Provider, name: string): OperationDefinition {
  const definition = memberOf(provider, name);
  if (definition?.kind === 'operation') return definition;
  throw unknownMember(provider, name, 'operation');
}

export function streamDefinitionOf(provider: Provider, name: string): StreamDefinition {
  const definition = memberOf(provider, name);
  if (definition?.kind === 'stream') return definition;
  throw unknownMember(provider, name, 'stream');
}

export function hasOperation(provider: Provider, name: string): boolean {
  return memberOf(provider, name)?.kind === 'operation';
}

/** `toString` is no member. */
function memberOf({ contract }: Provider, name: string) {
  return Object.hasOwn(contract.members, name) ? contract.members[name] : undefined;
}

function unknownMember({ contract }: Provider, name: string, kind: 'operation' | 'stream'): CarusoError {
  const { id, version, members } = contract;
  const names = Object.keys(members).filter((key) => members[key]?.kind === kind);
  const there = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  return new CarusoError('invalid', `${id} ${version} has no ${kind} "${name}"; ${there}`, {
    contract: id,
    [kind]: name,
  });
}
