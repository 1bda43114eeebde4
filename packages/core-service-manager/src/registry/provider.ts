import semver from 'semver';
import type { SemVer } from 'semver';
import type { Contract, Logger, Provision } from '../contract/index.js';

export type MemberFunction = (...args: readonly unknown[]) => unknown;

/** One component's implementation of one contract, ready to be called. */
export interface Provider {
  readonly contract: Contract;
  readonly version: SemVer;
  readonly component: string;
  readonly log: Logger;
  /** Bound once, so that a call costs no look-up on the implementation. */
  readonly members: Readonly<Record<string, MemberFunction>>;
  readonly calls: { total: number; failed: number; inFlight: number };
  /** Runs when the last call in flight has ended; set while the provider drains. */
  whenIdle: (() => void) | undefined;
}

export function createProvider(provision: Provision, component: string, log: Logger): Provider {
  const { contract, implementation } = provision;
  const members: Record<string, MemberFunction> = {};
  for (const name of Object.keys(contract.members)) {
    const member = implementation[name];
    if (typeof member !== 'function') {
      throw new TypeError(`does not implement "${name}" of ${contract.id} ${contract.version}`);
    }
    members[name] = (member as MemberFunction).bind(implementation);
  }
  return {
    contract,
    version: new semver.SemVer(contract.version),
    component,
    log,
    members,
    calls: { total: 0, failed: 0, inFlight: 0 },
    whenIdle: undefined,
  };
}
