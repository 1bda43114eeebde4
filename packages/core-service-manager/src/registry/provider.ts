import semver from 'semver';
import type { SemVer } from 'semver';
import type { Contract, Logger, Provision, ServiceInfo, StateTransfer } from '../contract/index.js';
import type { MemberMetrics } from '../metrics/member-metrics.js';
import type { ProviderProtection } from '../protection/provider-protection.js';

export type MemberFunction = (...args: readonly unknown[]) => unknown;

/** Where a provider's code runs. `process` is the id of the process of the application, as the transports know it. */
export interface ProviderPlace {
  readonly kind: ServiceInfo['place'];
  readonly process: string;
}

export interface CallCounts {
  total: number;
  failed: number;
  inFlight: number;
  retried: number;
  rejected: number;
}

/** One component's implementation of one contract, ready to be called. */
export interface Provider {
  readonly contract: Contract;
  readonly version: SemVer;
  /** Name of the component's instance. */
  readonly component: string;
  readonly componentVersion: string;
  /** Of several of a version, the highest is taken, then one of this process, then the oldest. */
  readonly rank: number;
  readonly place: ProviderPlace;
  readonly log: Logger;
  /**
   * Bound once, so that a call costs no look-up on the implementation. A provider that is not `here` has members that send the call
   * over a transport; the schemas are checked at both edges then.
   */
  readonly members: Readonly<Record<string, MemberFunction>>;
  readonly state: StateTransfer<unknown> | undefined;
  /** Undefined: it may call others. */
  readonly outgoing?: OutgoingCalls | undefined;
  readonly calls: CallCounts;
  /** Runs when the last call in flight has ended; set while the provider drains. */
  whenIdle: (() => void) | undefined;
  /**
   * Set by the registry's `hold` while it hands its state over to its successor: a new call or stream waits for it as long as its own time
   * allows, then looks for its provider again. Never rejects.
   */
  held?: Promise<void> | undefined;
  /** Breaker and bulkhead; made at the first call. */
  protection?: ProviderProtection | undefined;
  /** By member; made at the first call of each. */
  metrics?: Map<string, MemberMetrics> | undefined;
}

/** Whether a component calls other services: one that never took a handle needs not be watched for calls within its calls. */
export interface OutgoingCalls {
  used: boolean;
}

export interface ProviderOwner {
  readonly component: string;
  readonly componentVersion: string;
  readonly rank: number;
  readonly place: ProviderPlace;
  readonly log: Logger;
  /** Default: it may call others. */
  readonly outgoing?: OutgoingCalls;
}

export function createProvider(provision: Provision, owner: ProviderOwner): Provider {
  const { contract, implementation, state } = provision;
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
    ...owner,
    members,
    state,
    calls: { total: 0, failed: 0, inFlight: 0, retried: 0, rejected: 0 },
    whenIdle: undefined,
    held: undefined,
    protection: undefined,
    metrics: undefined,
  };
}
