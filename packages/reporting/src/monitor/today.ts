import type { Monitor } from '../contract/index.js';
import type { ContactFact } from '../facts/contact-fact.js';
import { answeredInTime } from '../runs/contact-scope.js';
import type { Goals } from '../runs/contact-scope.js';
import { groupBy } from '../runs/group-by.js';

/** Media of which every contact counts, queued or not; of others those that came to a queue. */
const calls: ReadonlySet<string> = new Set(['voice', 'simulated']);

type Today = Monitor['total'];

/**
 * The figures of the day, by queue. The total has also the calls that never came to a queue. Service level = answered in
 * time / (answered + abandoned in the queue): abandons count against it.
 */
export function todayFigures(facts: readonly ContactFact[], goals: Goals, now: number, simulated: boolean): Monitor {
  const incoming = facts.filter(
    (fact) =>
      fact.direction === 'in' && fact.simulated === simulated && (fact.queue !== null || calls.has(fact.medium)),
  );
  const byQueue = groupBy(incoming, ({ queue }) => queue ?? '');
  const queues = [...new Set([...goals.keys(), ...byQueue.keys()])].filter((queue) => queue !== '');
  return {
    at: new Date(now).toISOString(),
    queues: queues.map((queue) => figures(queue, byQueue.get(queue) ?? [], goals)),
    total: figures('', incoming, goals),
  };
}

function figures(queue: string, facts: readonly ContactFact[], goals: Goals): Today {
  const answered = facts.filter((fact) => fact.answered);
  const abandoned = facts.filter((fact) => fact.abandoned && fact.queue !== null);
  const ended = answered.length + abandoned.length;
  const inTime = answered.filter((fact) => answeredInTime(fact, goals)).length;
  return {
    queue,
    received: facts.length,
    answered: answered.length,
    abandoned: abandoned.length,
    serviceLevel: ended === 0 ? null : inTime / ended,
    averageWaitSeconds: mean(answered.flatMap(({ waitSeconds }) => waitSeconds ?? [])),
    averageTalkSeconds: mean(answered.flatMap(({ talkSeconds }) => talkSeconds ?? [])),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
