import type { MetricsReport } from '@caruso/core-service-manager/contract';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [suffix: string, labels: Labels, value: number];

/**
 * Counters of the service manager in Prometheus text format 0.0.4. Written here because they are counted where the calls are made, at a
 * cost of nanoseconds; a metrics library wants to count itself.
 */
export function exposition(reports: MetricsReport): string {
  const of = (sample: (one: MetricsReport[number], labels: Labels) => readonly Sample[]): readonly Sample[] =>
    reports.flatMap((one) => sample(one, labelsOf(one)));
  return [
    family(
      'caruso_calls_total',
      'counter',
      'Calls of an operation by outcome',
      of(({ calls }, labels) =>
        Object.entries(calls).map(([outcome, count]) => ['', { ...labels, outcome }, count ?? 0] as const),
      ),
    ),
    family(
      'caruso_call_duration_seconds',
      'histogram',
      'How long calls took',
      of(({ durationBuckets, durationCount, durationSum }, labels) => [
        ...durationBuckets.map(({ le, count }): Sample => ['_bucket', { ...labels, le: String(le) }, count]),
        ['_bucket', { ...labels, le: '+Inf' }, durationCount],
        ['_sum', labels, durationSum],
        ['_count', labels, durationCount],
      ]),
    ),
    family(
      'caruso_calls_in_flight',
      'gauge',
      'Calls that have not ended yet',
      of(({ inFlight }, labels) => [['', labels, inFlight]]),
    ),
    family(
      'caruso_calls_retried_total',
      'counter',
      'Calls sent again after a failure',
      of(({ retried }, labels) => [['', labels, retried]]),
    ),
    family(
      'caruso_calls_rejected_total',
      'counter',
      'Calls refused because the breaker was open or too many were under way',
      of(({ rejected }, labels) => [['', labels, rejected]]),
    ),
    family(
      'caruso_breaker_open',
      'gauge',
      '1 while the breaker of the provider is open, 0.5 while it is half open',
      of(({ breaker }, labels) => [['', labels, breaker === 'open' ? 1 : breaker === 'half-open' ? 0.5 : 0]]),
    ),
  ].join('');
}

/** All that tells one provider from another: two samples with the same labels make Prometheus refuse the whole page. */
function labelsOf(report: MetricsReport[number]): Labels {
  const { contract, contractVersion, component, componentVersion, member, process } = report;
  return {
    service: contract,
    service_version: contractVersion,
    operation: member,
    component,
    version: componentVersion,
    process,
  };
}

function family(name: string, type: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const lines = samples.map(([suffix, labels, value]) => `${name}${suffix}{${inBraces(labels)}} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}\n`;
}

function inBraces(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',');
}
