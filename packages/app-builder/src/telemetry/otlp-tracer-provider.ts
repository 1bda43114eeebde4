import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Sampler } from '@opentelemetry/sdk-trace';
import type { TelemetryOptions } from './start-telemetry.js';

/** Records spans and sends them to where `OTEL_EXPORTER_OTLP_…` says. */
export function otlpTracerProvider({ application, environment }: TelemetryOptions): TracerProvider {
  return new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': environment['OTEL_SERVICE_NAME'] || application }),
    ),
    sampler: new ParentBasedSampler({ root: rootSampler(environment['OTEL_TRACES_SAMPLER_ARG']) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
}

function rootSampler(given: string | undefined): Sampler {
  const share = given === undefined || given.trim() === '' ? 1 : Number(given);
  return share >= 0 && share < 1 ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler();
}
