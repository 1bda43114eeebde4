import type { AgentState } from '../contract/index.js';
import type { Place } from '../routing/line.js';
import type { Requirement } from '../routing/requirement.js';

export type Skills = Readonly<Record<string, number>>;

/** What an agent asks for; the other states follow from the work she does. */
export type WantedState = 'offline' | 'ready' | 'paused';

/** Who she is and what she can do, as her account says. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly skills: Skills;
  readonly extension?: string | undefined;
  readonly simulated: boolean;
}

export interface Agent {
  person: Person;
  state: AgentState;
  /** Milliseconds since 1970. */
  since: number;
  reason: string | undefined;
  /** The item she is offered, works on or wraps up. */
  item: string | undefined;
  wanted: WantedState;
  wantedReason: string | undefined;
  /** When she became ready after her last item; undefined until she has. */
  idleSince: number | undefined;
  /** Serial number that tells agents of the same millisecond apart. */
  idleOrder: number;
  /** Counts the times she came to be ready: an older entry in an idle line is void. */
  turn: number;
  /** What waiting items ask for that she can do. */
  readonly requirements: Set<Requirement>;
  /** Her account is gone; she goes when her item is done. */
  leaving: boolean;
}

/** At the start everyone is offline. */
export function newAgent(person: Person, now: number): Agent {
  return {
    person,
    state: 'offline',
    since: now,
    reason: undefined,
    item: undefined,
    wanted: 'offline',
    wantedReason: undefined,
    idleSince: undefined,
    idleOrder: 0,
    turn: 0,
    requirements: new Set(),
    leaving: false,
  };
}

/** Longest idle first. */
export function idlePlace({ idleSince = Infinity, idleOrder }: Agent): Place {
  return [idleSince, idleOrder, 0];
}
