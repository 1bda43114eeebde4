import type { Provider } from '../../registry/provider.js';

/** Names a provider in its process: a successor of the same contract version has the same key, so that no call misses it. */
export function providerKey({ contract, component }: Pick<Provider, 'contract' | 'component'>): string {
  return `${contract.id}@${contract.version} ${component}`;
}

/** Names whoever provides a contract in a process, whatever its version and component. */
export function processKey(contractId: string): string {
  return `${contractId}@process`;
}
