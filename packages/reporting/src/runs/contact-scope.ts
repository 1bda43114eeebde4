import type { Scope } from '@caruso/expressions/contract';
import type { ContactFact } from '../facts/contact-fact.js';
import { localDate } from '../periods/local-day.js';

/** Answered within so many seconds counts as in time, for a queue of which nothing else is known. */
export const DEFAULT_GOAL_SECONDS = 20;

/** Seconds within which each queue means to answer. */
export type Goals = ReadonlyMap<string, number>;

export function answeredInTime({ answered, waitSeconds, queue }: ContactFact, goals: Goals): boolean {
  return answered && waitSeconds !== null && waitSeconds <= (goals.get(queue ?? '') ?? DEFAULT_GOAL_SECONDS);
}

/** A contact as the expressions of a report see it. */
export function contactScope(fact: ContactFact, goals: Goals): Scope {
  return { ...fact, answeredInTime: answeredInTime(fact, goals), day: localDate(Date.parse(fact.receivedAt)) };
}
