import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import type { Agent } from '../agents/agent.js';
import { agentInfo } from '../agents/agent-info.js';
import { setWantedState } from '../agents/set-wanted-state.js';
import { dismiss, employ } from '../agents/staff.js';
import { completeWrapUp, finish } from '../agents/wrap-up.js';
import type { WorkManager } from '../contract/index.js';
import type { PeopleReader } from '../people/people-reader.js';
import { enqueue } from '../queues/enqueue.js';
import { itemInfo, positionOf } from '../queues/item-info.js';
import { withdraw } from '../queues/withdraw.js';
import { accept } from '../reservations/accept.js';
import { decline } from '../reservations/release.js';
import { refuseCustomers, requireSelfOrSupervisor, requireSupervisor } from '../rights/check-rights.js';
import type { Router } from './router.js';
import type { WorkFloor } from './work-floor.js';

/** The contract on top of the router: rights, and errors in words. */
export function workService(router: Router, people: PeopleReader): ImplementationOf<typeof WorkManager> {
  return {
    async enqueue(work, call) {
      refuseCustomers(call);
      return router.act((floor, now) => {
        const queue = floor.queues.get(work.queue);
        if (queue === undefined) throw unknownQueue(floor, work.queue);
        const item = enqueue(floor, work, queue, now);
        return itemInfo(item, positionOf(item, floor.items.values()));
      });
    },
    async withdraw({ item, reason }, call) {
      refuseCustomers(call);
      return { withdrawn: router.act((floor, now) => withdraw(floor, item, reason, now)) };
    },
    async accept({ item, agent }, call) {
      requireSelfOrSupervisor(call, agent);
      if (router.act((floor, now) => accept(floor, item, agent, now))) return { accepted: true };
      throw new CarusoError('conflict', `Item ${item} is not offered to ${agent} any more`, { item, agent });
    },
    async decline(declined, call) {
      requireSelfOrSupervisor(call, declined.agent);
      return { declined: router.act((floor, now) => decline(floor, declined, now)) };
    },
    async finish({ item }, call) {
      refuseCustomers(call);
      const finishing = router.act((floor, now) => finish(floor, item, now));
      if (finishing.kind === 'not-accepted') {
        throw new CarusoError('conflict', `Item ${item} was never accepted: withdraw it instead`, { item });
      }
      return finishing.agent === undefined ? {} : { agent: finishing.agent };
    },
    async completeWrapUp({ agent: id, item }, call) {
      requireSelfOrSupervisor(call, id);
      return router.act((floor, now) => {
        const agent = agentOf(floor, id, 'not-found');
        completeWrapUp(floor, agent, item, now);
        return agentInfo(agent);
      });
    },
    async setState({ agent: id, state, reason }, call) {
      requireSelfOrSupervisor(call, id);
      return router.act((floor, now) => {
        const agent = agentOf(floor, id, 'conflict');
        setWantedState(floor, agent, state, reason, now);
        return agentInfo(agent);
      });
    },
    async agent({ agent }, call) {
      refuseCustomers(call);
      return router.act((floor) => agentInfo(agentOf(floor, agent, 'not-found')));
    },
    async refreshAgents(_input, call) {
      refuseCustomers(call);
      await people.read();
      return { agents: router.act((floor) => floor.agents.size) };
    },
    async addSimulatedAgents({ agents }, call) {
      requireSupervisor(call);
      return router.act((floor, now) => {
        for (const { id } of agents) {
          if (floor.agents.get(id)?.person.simulated === false) {
            throw new CarusoError('conflict', `${id} is a real agent and cannot be simulated`, { agent: id });
          }
        }
        for (const agent of agents) employ(floor, { ...agent, simulated: true }, now);
        return { agents: agents.length };
      });
    },
    async removeSimulatedAgents(_input, call) {
      requireSupervisor(call);
      return router.act((floor, now) => {
        const simulated = [...floor.agents.values()].filter(({ person }) => person.simulated);
        for (const agent of simulated) dismiss(floor, agent, now);
        return { removed: simulated.length };
      });
    },
    async snapshot(_input, call) {
      refuseCustomers(call);
      return router.act(() => router.snapshot());
    },
    offers(_input, call) {
      refuseCustomers(call);
      return router.offers(call.signal);
    },
    changed(_input, call) {
      refuseCustomers(call);
      return router.snapshots(call.signal);
    },
  };
}

function agentOf(floor: WorkFloor, id: string, code: 'conflict' | 'not-found'): Agent {
  const agent = floor.agents.get(id);
  if (agent !== undefined) return agent;
  throw new CarusoError(code, `${id} has no account as an agent`, { agent: id });
}

function unknownQueue(floor: WorkFloor, queue: string): CarusoError {
  const known = [...floor.queues.keys()];
  const there = known.length === 0 ? 'none is configured' : `there are ${known.join(', ')}`;
  return new CarusoError('not-found', `There is no queue "${queue}"; ${there}`, { queue, known });
}
