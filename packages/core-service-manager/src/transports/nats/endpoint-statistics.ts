import { asCarusoError } from '../../contract/index.js';
import type { Performer } from '../link/incoming-calls.js';

/** As ADR-32 has them, of one member of one provider: calls that came over the connection. */
export interface EndpointStatistics {
  requests: number;
  errors: number;
  /** Of all calls together, in milliseconds. */
  processingMs: number;
  lastError: string;
}

export interface StatisticsOfEndpoints {
  of(provider: string, member: string): EndpointStatistics;
  /** The same performer, counted. */
  observed(performer: Performer): Performer;
}

/** Keys come from outside: those of members that are none are not kept. */
const MOST_ENDPOINTS = 10_000;

export function createEndpointStatistics(now: () => number = () => performance.now()): StatisticsOfEndpoints {
  const counted = new Map<string, Map<string, EndpointStatistics>>();
  let endpoints = 0;

  function of(provider: string, member: string): EndpointStatistics {
    const known = counted.get(provider)?.get(member);
    if (known !== undefined) return known;
    const fresh: EndpointStatistics = { requests: 0, errors: 0, processingMs: 0, lastError: '' };
    if (endpoints >= MOST_ENDPOINTS) return fresh;
    endpoints += 1;
    const ofProvider = counted.get(provider) ?? new Map<string, EndpointStatistics>();
    counted.set(provider, ofProvider.set(member, fresh));
    return fresh;
  }

  return {
    of,
    observed: (performer) => ({
      perform(provider, member, input, options) {
        const statistics = of(provider, member);
        statistics.requests += 1;
        const began = now();
        const answer = performer.perform(provider, member, input, options);
        answer.then(
          () => {
            statistics.processingMs += now() - began;
          },
          (thrown: unknown) => {
            statistics.processingMs += now() - began;
            statistics.errors += 1;
            const { code, message } = asCarusoError(thrown);
            statistics.lastError = `${code}: ${message}`;
          },
        );
        return answer;
      },
      open(provider, member, input, options) {
        of(provider, member).requests += 1;
        return performer.open(provider, member, input, options);
      },
    }),
  };
}
