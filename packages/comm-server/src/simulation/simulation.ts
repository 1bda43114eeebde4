import type { Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import type { SimulatedChannel } from '../channels/simulated/simulated-channel.js';
import { commServerPrincipal } from '../contacts/contact-store.js';
import { simulatedAgents } from './simulated-agents.js';

const asSystem = { principal: commServerPrincipal };

export interface SimulationParts {
  readonly channel: SimulatedChannel;
  readonly work: Pick<
    ServiceOf<typeof WorkManager>,
    'snapshot' | 'addSimulatedAgents' | 'removeSimulatedAgents' | 'setState'
  >;
  /** How many simulated agents. */
  readonly agents: number;
  readonly log: Logger;
}

/** “Demo calls”: a simulated trunk and simulated agents, marked as such everywhere. */
export class Simulation {
  #on = false;

  constructor(private readonly parts: SimulationParts) {}

  isOn(): boolean {
    return this.#on;
  }

  /** Off: no new calls, those under way end soon, simulated agents leave when they are idle. */
  async set(on: boolean): Promise<void> {
    if (on === this.#on) return;
    this.#on = on;
    const { channel, work, log } = this.parts;
    if (!on) {
      channel.end();
      await work.removeSimulatedAgents({}, asSystem);
      log.info({}, 'Demo calls are off');
      return;
    }
    try {
      const snapshot = await work.snapshot({}, asSystem);
      const agents = simulatedAgents(this.parts.agents, snapshot);
      await work.addSimulatedAgents({ agents: [...agents] }, asSystem);
      for (const { id } of agents) await work.setState({ agent: id, state: 'ready' }, asSystem);
    } catch (thrown) {
      this.#on = false;
      throw thrown;
    }
    channel.begin();
    log.info({ agents: this.parts.agents }, 'Demo calls are on: simulated callers and agents');
  }
}
