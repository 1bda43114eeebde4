import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../agents/agent.js';
import type { WorkEvent } from '../events/work-event.js';
import type { Item } from '../queues/item.js';
import { servedBefore } from '../queues/line-order.js';
import { nextDeadline, passTime } from '../reservations/pass-time.js';
import { agentIds, command, perform, queues } from './fixtures/interleavings.js';
import type { Command } from './fixtures/interleavings.js';
import { meets } from './requirement.js';
import { newWorkFloor, takeHappened } from './work-floor.js';
import type { WorkFloor } from './work-floor.js';

interface Moment {
  readonly step: Command;
  readonly floor: WorkFloor;
  readonly before: ReadonlyMap<string, { readonly state: string; readonly item: string | undefined }>;
  readonly events: readonly WorkEvent[];
  readonly now: number;
}

type Check = (moment: Moment) => readonly unknown[];
type LastCheck = (floor: WorkFloor, all: readonly WorkEvent[], now: number) => readonly unknown[];

/** Runs random interleavings, shows every moment to `check`, and returns the faults of the shortest run that has any. */
function faults(check: Check, afterwards: LastCheck = () => []): readonly unknown[] {
  const staff: Command[] = agentIds.flatMap((id, index): Command[] => [
    { do: 'employ', agent: id, billing: index, moving: index % 3, portuguese: index % 2 },
    { do: 'wanted', agent: id, wanted: 'ready' },
  ]);
  function run(steps: readonly Command[]): readonly unknown[] {
    const floor = newWorkFloor(queues);
    const all: WorkEvent[] = [];
    let now = 1_000_000;
    for (const step of [...staff, ...steps]) {
      const before = new Map([...floor.agents].map(([id, { state, item: at }]) => [id, { state, item: at }]));
      now += step.do === 'time' ? step.ms : 1;
      passTime(floor, now);
      perform(floor, step, now);
      const events = takeHappened(floor);
      all.push(...events);
      const found = check({ step, floor, before, events, now });
      if (found.length > 0) return [...found, ...steps];
    }
    return afterwards(floor, all, now);
  }
  const property = fc.property(fc.array(command, { maxLength: 120, size: 'max' }), (steps) => run(steps).length === 0);
  const { counterexample } = fc.check(property, { numRuns: 400 });
  return counterexample === null ? [] : run(counterexample[0]);
}

function couldTake(one: Agent, work: Item, now: number): boolean {
  return meets(one.person, work.requirement) && (work.declinedBy.get(one.person.id) ?? 0) <= now;
}

/** The offers of a moment that are still open at its end. */
function offersOf({ floor, events }: Moment): readonly { readonly work: Item; readonly to: Agent }[] {
  return events.flatMap((event) => {
    if (event.type !== 'work.offered') return [];
    const work = floor.items.get(event.work.id);
    const to = floor.agents.get(event.agent ?? '');
    return work?.state === 'offered' && to !== undefined && work.agent === to.person.id ? [{ work, to }] : [];
  });
}

function shorterIdle(one: Agent, other: Agent): boolean {
  const [since = 0, otherSince = 0] = [one.idleSince, other.idleSince];
  return since > otherSince || (since === otherSince && one.idleOrder > other.idleOrder);
}

describe('over any interleaving of calls, agents and time', () => {
  it('happens every kind of event: the other statements are not empty', () => {
    const seen = new Set<string>();
    faults(({ events }) => {
      for (const event of events) seen.add(event.type === 'agent.state-changed' ? event.state : event.type);
      return [];
    });
    expect([...seen].toSorted()).toEqual(
      ['offline', 'paused', 'ready', 'reserved', 'busy', 'wrap-up', 'work.queued', 'work.offered', 'work.accepted']
        .concat('work.declined', 'work.withdrawn', 'work.finished', 'work.requeued')
        .toSorted(),
    );
  });

  it('an item is held by one agent, and an agent holds one item', () => {
    const found = faults(({ floor }) => {
      const holders = [...floor.agents.values()].filter(({ state }) => state === 'reserved' || state === 'busy');
      const held = [...floor.items.values()].filter(({ state }) => state !== 'waiting');
      const byAgent = holders.map(
        ({ item: id, person, state }) => `${id} ${state === 'busy' ? 'accepted' : 'offered'} ${person.id}`,
      );
      const byItem = held.map(({ work, agent: by, state }) => `${work.id} ${state} ${by}`);
      return byAgent.toSorted().join() === byItem.toSorted().join() ? [] : [byAgent, byItem];
    });
    expect(found).toEqual([]);
  });

  it('no agent stays reserved: every offer is settled or lapses', () => {
    const found = faults(
      ({ floor, now }) => [...floor.items.values()].filter((each) => each.state === 'offered' && each.lapsesAt <= now),
      (floor, _all, now) => {
        for (let at = nextDeadline(floor); at !== undefined; at = nextDeadline(floor))
          passTime(floor, Math.max(at, now));
        return [...floor.agents.values()].filter(({ state }) => state === 'reserved');
      },
    );
    expect(found).toEqual([]);
  });

  it('only the completion of its own item ends a wrap-up', () => {
    const found = faults(({ step, floor, before }) =>
      [...before].filter(([id, was]) => {
        if (was.state !== 'wrap-up') return false;
        const now = floor.agents.get(id);
        const completed = step.do === 'complete' && step.agent === id && step.item === was.item;
        const proceeded = step.do === 'proceed' && step.item === was.item;
        return !completed && !proceeded && (now?.state !== 'wrap-up' || now.item !== was.item);
      }),
    );
    expect(found).toEqual([]);
  });

  it('nobody waits while an agent is idle who could help', () => {
    const found = faults(({ floor, now }) => {
      const idle = [...floor.agents.values()].filter(({ state }) => state === 'ready');
      const waiting = [...floor.items.values()].filter(({ state }) => state === 'waiting');
      return waiting.filter((work) => idle.some((one) => couldTake(one, work, now)));
    });
    expect(found).toEqual([]);
  });

  it('an offered item was first in line for its agent: the oldest of the highest priority is never skipped', () => {
    const found = faults((moment) =>
      offersOf(moment).flatMap(({ work, to }) =>
        [...moment.floor.items.values()].filter(
          (other) => other.state === 'waiting' && couldTake(to, other, moment.now) && servedBefore(other, work),
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  it('an offer goes to the agent idle longest', () => {
    const found = faults((moment) =>
      offersOf(moment).flatMap(({ work, to }) =>
        [...moment.floor.agents.values()].filter(
          (other) => other.state === 'ready' && couldTake(other, work, moment.now) && shorterIdle(to, other),
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  it('a real caller never gets a simulated agent', () => {
    const found = faults(({ floor }) =>
      [...floor.items.values()].filter(
        ({ work, agent: by }) =>
          !work.simulated && by !== undefined && floor.agents.get(by)?.person.simulated !== false,
      ),
    );
    expect(found).toEqual([]);
  });

  it('counters are what a recount gives', () => {
    const found = faults(({ floor }) =>
      [...floor.requirements.values()].filter((requirement) => {
        const idle = [...floor.agents.values()].filter(
          ({ state, person }) => state === 'ready' && meets(person, requirement),
        );
        const waiting = [...floor.items.values()].filter(
          (each) => each.state === 'waiting' && each.requirement === requirement,
        );
        return requirement.idleCount !== idle.length || requirement.waitingCount !== waiting.length;
      }),
    );
    expect(found).toEqual([]);
  });

  it('every step of an item is told once', () => {
    const found = faults(
      () => [],
      (floor, all) => {
        const count = (type: string): number => all.filter((event) => event.type === type).length;
        const live = [...floor.items.values()];
        const held = live.filter(({ state }) => state !== 'waiting').length;
        const withdrawnFromAgent = all.filter(
          (event) => event.type === 'work.withdrawn' && event.agent !== undefined,
        ).length;
        const settled = count('work.declined') + count('work.requeued') + count('work.finished') + withdrawnFromAgent;
        const queued = count('work.withdrawn') + count('work.finished') + live.length;
        return count('work.queued') === queued && count('work.offered') === settled + held ? [] : all;
      },
    );
    expect(found).toEqual([]);
  });
});
