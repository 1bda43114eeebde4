import semver from 'semver';
import type { Provider } from '../../registry/provider.js';
import type { ServiceRegistry } from '../../registry/service-registry.js';
import type { TransportSite } from '../transport.js';
import type { Performer } from './incoming-calls.js';
import { withdrawn } from './incoming-calls.js';
import { processKey, providerKey } from './provider-key.js';

/** What of this process others may call, found by its key in no time. */
export interface OwnProviders extends Performer {
  all(): readonly Provider[];
  find(key: string): Provider | undefined;
  close(): void;
}

export type OwnProvidersSite = Pick<TransportSite, 'perform' | 'open'> & {
  readonly registry: Pick<ServiceRegistry, 'providers' | 'onChange'>;
};

/** `isOffered` says which providers of the registry others may call; `onChange` is told when there are others. */
export function createOwnProviders(
  site: OwnProvidersSite,
  isOffered: (provider: Provider) => boolean,
  onChange: () => void,
): OwnProviders {
  const { registry } = site;
  let byKey = index();
  const close = registry.onChange(({ added, removed }) => {
    if (![...added, ...removed].some(isOffered)) return;
    byKey = index();
    onChange();
  });

  function index(): ReadonlyMap<string, Provider> {
    return new Map(
      registry
        .providers()
        .filter(isOffered)
        .map((provider) => [providerKey(provider), provider]),
    );
  }

  /** Of the same component, a version of the contract that can do what the one that was meant could. */
  function successorOf(key: string): Provider | undefined {
    const ofProcess = [...byKey.values()].find(({ contract }) => processKey(contract.id) === key);
    if (ofProcess !== undefined) return ofProcess;
    const [, id, version, component] = /^(.*)@([^ ]+) (.*)$/.exec(key) ?? [];
    if (id === undefined || version === undefined || semver.valid(version) === null) return undefined;
    return [...byKey.values()].find(
      (other) =>
        other.contract.id === id && other.component === component && semver.satisfies(other.version, `^${version}`),
    );
  }

  function find(key: string): Provider | undefined {
    return byKey.get(key) ?? successorOf(key);
  }

  return {
    all: () => [...byKey.values()],
    find,
    perform(key, member, input, options) {
      const provider = find(key);
      return provider === undefined ? Promise.reject(withdrawn(key)) : site.perform(provider, member, input, options);
    },
    open(key, member, input, options) {
      const provider = find(key);
      if (provider === undefined) throw withdrawn(key);
      return site.open(provider, member, input, options);
    },
    close,
  };
}
