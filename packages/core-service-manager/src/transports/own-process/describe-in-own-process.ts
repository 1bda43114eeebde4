import { z } from 'zod';
import type {
  Component,
  ComponentContext,
  Contract,
  Health,
  Provision,
  RunningComponent,
} from '../../contract/index.js';
import type { OutgoingCalls } from '../link/outgoing-calls.js';
import { providerKey } from '../link/provider-key.js';
import { remoteContract } from '../link/remote-contract.js';
import { remoteMembers } from '../link/remote-members.js';
import { notSent } from '../link/unavailable.js';
import type { ProviderPlace } from '../../registry/provider.js';
import type { TransportSite } from '../transport.js';
import { healthSchema } from './child-protocol.js';
import type { ChildDescription } from './child-protocol.js';
import { startOwnProcess } from './own-process.js';
import type { OwnProcess, OwnProcessRequest } from './own-process.js';

/** A child whose component is not started within this time is ended; a start after that makes a new one. */
const UNUSED_LIMIT_MS = 60_000;
const START_LIMIT_MS = 300_000;
const READY_LIMIT_MS = 60_000;
const HEALTH_LIMIT_MS = 2_000;
const STATE_LIMIT_MS = 60_000;
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** One that has lived so long begins with the shortest pause again. */
const LASTING_MS = 60_000;

const places = new WeakMap<Component, ProviderPlace>();

/** Where a component made by `describeInOwnProcess` runs; undefined for any other. */
export function ownProcessOf(component: Component): ProviderPlace | undefined {
  return places.get(component);
}

/**
 * A component that runs in a child process, so that its code and memory are freed when it is replaced. Loads it there, and answers when it is
 * known what it provides and needs; `start` starts it in that very child. When the child ends unasked, calls fail with `unavailable`, its
 * health says so, and it is started again after half a second, the next time after twice as long, up to 30 s.
 *
 * Rejects with what is wrong when it can't be loaded or its settings are wrong; the child is gone then.
 */
export async function describeInOwnProcess(site: TransportSite, request: OwnProcessRequest): Promise<Component> {
  const place: ProviderPlace = { kind: 'own-process', process: site.newId() };
  const log = site.log.child({ component: request.name, process: place.process });
  const start = (): Promise<OwnProcess> => startOwnProcess(site, place.process, request, log);
  const first = await start();
  let unused: OwnProcess | undefined = first;
  const cancelUnused = site.clock.after(UNUSED_LIMIT_MS, () => {
    void unused?.stop();
    unused = undefined;
  });

  const { name, version, summary, provides, needs } = first.description;
  const contracts = provides.map(remoteContract);
  const component: Component = {
    name,
    version,
    summary,
    provides: contracts,
    needs: needs.map(({ contract, ...need }) => ({ ...need, contract: remoteContract(contract) })),
    settings: z.unknown(),
    async start(context) {
      cancelUnused();
      const known = unused;
      unused = undefined;
      const process = known?.isRunning() === true ? known : await start();
      return runInOwnProcess({ process, start, contracts, context, site, described: first.description });
    },
  };
  places.set(component, place);
  return component;
}

interface RunOptions {
  readonly process: OwnProcess;
  start(): Promise<OwnProcess>;
  readonly contracts: readonly Contract[];
  readonly context: ComponentContext;
  readonly site: TransportSite;
  readonly described: ChildDescription;
}

async function runInOwnProcess(options: RunOptions): Promise<RunningComponent> {
  const { start, contracts, context, described, site } = options;
  const { log, name } = context;
  let current = options.process;
  /** Why it is not there now. */
  let trouble: string | undefined;
  let stopping = false;
  let isReady = false;
  let pauseMs = FIRST_RESTART_MS;
  let cancelRestart: (() => void) | undefined;
  let restarting: Promise<void> = Promise.resolve();

  function watch(process: OwnProcess): void {
    const since = site.clock.now();
    void process.ended.then((how) => {
      if (stopping || process !== current) return;
      if (site.clock.now() - since > LASTING_MS) pauseMs = FIRST_RESTART_MS;
      restartLater(`its process ${how}`);
    });
  }

  function restartLater(why: string): void {
    trouble = `${why}; it is started again`;
    log.error({ pauseMs }, `${name}: ${why}; it is started again in ${pauseMs} ms`);
    cancelRestart = site.clock.after(pauseMs, () => {
      restarting = restart();
    });
    pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_MS);
  }

  async function restart(): Promise<void> {
    try {
      const process = await start();
      try {
        if (JSON.stringify(process.description) !== JSON.stringify(described)) {
          throw new Error('it is another component or version now: replace it');
        }
        await process.tell('start', undefined, START_LIMIT_MS);
        if (isReady) await process.tell('ready', undefined, READY_LIMIT_MS);
      } catch (thrown) {
        await process.stop();
        throw thrown;
      }
      if (stopping) return await process.stop();
      current = process;
      trouble = undefined;
      watch(process);
      log.info({}, `${name} runs again`);
    } catch (thrown) {
      if (!stopping)
        restartLater(
          `its process could not be started again: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        );
    }
  }

  function calls(): OutgoingCalls {
    if (trouble !== undefined) throw notSent(`${name} cannot be reached: ${trouble}`, { component: name });
    return current.outgoing;
  }

  const provisions = contracts.map((contract): Provision => {
    const implementation = remoteMembers(contract, providerKey({ contract, component: name }), calls);
    if (contract.state === undefined) return { contract, implementation };
    return {
      contract,
      implementation,
      state: {
        handOver: () => current.tell('handOver', { contract: contract.id }, STATE_LIMIT_MS),
        async takeOver(state) {
          await current.tell('takeOver', { contract: contract.id, state }, STATE_LIMIT_MS);
        },
      },
    };
  });

  try {
    await current.tell('start', undefined, START_LIMIT_MS);
  } catch (thrown) {
    await current.stop();
    throw thrown;
  }
  watch(current);

  return {
    provisions,
    async health(): Promise<Health> {
      if (trouble !== undefined) return { status: 'down', reason: trouble };
      return healthSchema.parse(await current.tell('health', undefined, HEALTH_LIMIT_MS));
    },
    async ready() {
      isReady = true;
      await current.tell('ready', undefined, READY_LIMIT_MS);
    },
    async stop() {
      stopping = true;
      cancelRestart?.();
      await restarting;
      await current.stop();
    },
  };
}
