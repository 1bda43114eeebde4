import { enterState } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';
import type { Agent } from './agent.js';
import { settleAgent } from './settle-agent.js';

export type Finishing =
  | { readonly kind: 'finished'; readonly agent: string }
  /** Finished before; `agent` still wraps it up, if any. */
  | { readonly kind: 'unknown'; readonly agent: string | undefined }
  | { readonly kind: 'not-accepted' };

/** The conversation is over: the item is done, its agent goes into wrap-up. */
export function finish(floor: WorkFloor, id: string, now: number): Finishing {
  const item = floor.items.get(id);
  if (item === undefined) {
    for (const { item: last, person } of floor.agents.values())
      if (last === id) return { kind: 'unknown', agent: person.id };
    return { kind: 'unknown', agent: undefined };
  }
  const agent = item.agent === undefined ? undefined : floor.agents.get(item.agent);
  if (item.state !== 'accepted' || agent === undefined) return { kind: 'not-accepted' };
  floor.items.delete(id);
  enterState(floor, agent, 'wrap-up', now);
  floor.happened.push({ type: 'work.finished', at: now, work: item.work, agent: agent.person.id });
  return { kind: 'finished', agent: agent.person.id };
}

/** Ends the wrap-up of this item and of no other: a late or repeated call must not cut the next one short. */
export function completeWrapUp(floor: WorkFloor, agent: Agent, id: string, now: number): void {
  if (agent.state === 'wrap-up' && agent.item === id) settleAgent(floor, agent, now);
}
