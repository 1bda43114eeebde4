import type { Provider } from '../registry/provider.js';
import { withinTime } from '../clock/within-time.js';
import type { ComponentRecord } from '../components/component-record.js';
import { drain } from '../components/drain.js';
import type { StuckCall } from '../components/drain.js';
import type { HostContext } from '../components/host-context.js';
import { parseValue } from '../schemas/parse-value.js';
import { unlessStopping } from './unless-stopping.js';

const HAND_OVER_LIMIT_MS = 10_000;

export interface HandOver {
  /** Ids of the contracts whose state went over. */
  readonly contracts: readonly string[];
  readonly stuck: readonly StuckCall[];
  /** Lets the calls that wait go on: to whom the registry says then. */
  release(): void;
}

/** Why nothing was handed over, and the calls that had been ended for it. */
export class HandOverFailure extends Error {
  constructor(
    override readonly cause: unknown,
    readonly stuck: readonly StuckCall[],
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

interface Transfer {
  readonly from: Provider;
  readonly to: Provider;
}

/**
 * Carries the state of the old version over to the new one, contract by contract, where both have some. New calls of the old version
 * wait meanwhile (each as long as its own deadline allows) until `release`; they wait for all its contracts, because a call of one may
 * change what another hands over. Its streams end and its calls drain first. Rejects with the reason when anything fails: the calls that
 * waited go to the old version then; those that were ended because their time was over are named in the HandOverFailure.
 *
 * A call in flight that calls back into the same component waits for itself: it ends when the time for draining is over.
 */
export async function handOverState(
  old: ComponentRecord,
  next: ComponentRecord,
  drainMs: number,
  host: HostContext,
): Promise<HandOver> {
  const transfers = old.providers.flatMap((from) => {
    const to = successorOf(from, next.providers);
    return to === undefined ? [] : [{ from, to }];
  });
  if (transfers.length === 0) return { contracts: [], stuck: [], release: () => undefined };
  const release = host.registry.hold(old.providers);
  let stuck: readonly StuckCall[] = [];
  try {
    stuck = await drain(old.providers, drainMs, host);
    for (const transfer of transfers) await unlessStopping(host.stopping, carry(transfer, host));
    return { contracts: transfers.map(({ from }) => from.contract.id), stuck, release };
  } catch (thrown) {
    release();
    throw new HandOverFailure(thrown, stuck);
  }
}

/** Of the same major if there is one, else the highest. */
function successorOf(from: Provider, candidates: readonly Provider[]): Provider | undefined {
  if (from.state === undefined || from.contract.state === undefined) return undefined;
  const fitting = candidates
    .filter(({ contract, state }) => contract.id === from.contract.id && state !== undefined && contract.state)
    .toSorted((a, b) => b.version.compare(a.version));
  return fitting.find(({ version }) => version.major === from.version.major) ?? fitting[0];
}

async function carry({ from, to }: Transfer, { clock }: HostContext): Promise<void> {
  const { id, state: schema } = to.contract;
  if (from.state === undefined || to.state === undefined || schema === undefined) return;
  const limit = `within ${HAND_OVER_LIMIT_MS / 1_000} s`;
  const given = await withinTime(
    clock,
    HAND_OVER_LIMIT_MS,
    from.state.handOver(),
    `the old version did not hand over the state of ${id} ${limit}`,
  );
  const state = parseValue(schema, given, 'invalid', `the state of ${id} is not what its contract says`);
  await withinTime(
    clock,
    HAND_OVER_LIMIT_MS,
    to.state.takeOver(state),
    `the new version did not take over the state of ${id} ${limit}`,
  );
}
