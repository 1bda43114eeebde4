import type { Logger } from '../../contract/index.js';
import { createProvider } from '../../registry/provider.js';
import type { Provider, ProviderPlace } from '../../registry/provider.js';
import type { ServiceRegistry } from '../../registry/service-registry.js';
import type { AnnouncedProvider } from './announcement.js';
import type { OutgoingCalls } from './outgoing-calls.js';
import { remoteContract } from './remote-contract.js';
import { remoteMembers } from './remote-members.js';

export interface RemoteProvidersOptions {
  readonly registry: ServiceRegistry;
  readonly place: ProviderPlace;
  readonly log: Logger;
  readonly calls: () => OutgoingCalls;
}

/** The providers of one other process in this process's registry. */
export interface RemoteProviders {
  /** Enters what is new and withdraws what is not announced any more, at one instant; what has not changed stays as it is. */
  update(announced: readonly AnnouncedProvider[]): void;
  withdrawAll(): void;
}

export function createRemoteProviders({ registry, place, log, calls }: RemoteProvidersOptions): RemoteProviders {
  let known = new Map<string, { readonly text: string; readonly provider: Provider }>();

  function update(announced: readonly AnnouncedProvider[]): void {
    const next = new Map<string, { readonly text: string; readonly provider: Provider }>();
    for (const one of announced) {
      const text = JSON.stringify(one);
      const before = known.get(one.key);
      try {
        next.set(one.key, before?.text === text ? before : { text, provider: createRemote(one) });
      } catch (thrown) {
        log.warn(
          { process: place.process, provider: one.key, err: thrown },
          `${one.key} of another process is not usable`,
        );
      }
    }
    const removed = [...known].filter(([key, { provider }]) => next.get(key)?.provider !== provider);
    const added = [...next].filter(([key, { provider }]) => known.get(key)?.provider !== provider);
    known = next;
    if (removed.length + added.length === 0) return;
    registry.exchange(
      removed.map(([, { provider }]) => provider),
      added.map(([, { provider }]) => provider),
    );
  }

  function createRemote({
    key,
    component,
    componentVersion,
    rank,
    contract: description,
  }: AnnouncedProvider): Provider {
    const contract = remoteContract(description);
    const implementation = remoteMembers(contract, key, calls);
    return createProvider({ contract, implementation }, { component, componentVersion, rank, place, log });
  }

  return { update, withdrawAll: () => update([]) };
}
