import type { ServiceMetrics } from '../contract/index.js';
import { breakerState } from '../protection/breaker-state.js';
import type { Provider } from '../registry/provider.js';
import { MemberMetrics } from './member-metrics.js';

/** The counters of a member, made at its first use. */
export function metricsOf(provider: Provider, member: string): MemberMetrics {
  provider.metrics ??= new Map();
  const known = provider.metrics.get(member);
  if (known !== undefined) return known;
  const made = new MemberMetrics();
  provider.metrics.set(member, made);
  return made;
}

/** All members that have been called, of all providers; `direct` operations are not counted here. */
export function collectMetrics(providers: Iterable<Provider>): readonly ServiceMetrics[] {
  return [...providers].flatMap((provider) =>
    [...(provider.metrics ?? [])].map(([member, metrics]) => ({
      contract: provider.contract.id,
      contractVersion: provider.contract.version,
      component: provider.component,
      componentVersion: provider.componentVersion,
      place: provider.place.kind,
      process: provider.place.process,
      member,
      calls: metrics.calls,
      durationBuckets: metrics.durationBuckets,
      durationCount: metrics.durationCount,
      durationSum: metrics.durationSum,
      inFlight: metrics.inFlight,
      retried: metrics.retried,
      rejected: metrics.rejected,
      breaker: breakerState(provider),
    })),
  );
}
