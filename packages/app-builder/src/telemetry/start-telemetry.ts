import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, BatchSpanProcessor, ParentBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { AlwaysOnSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';

export interface TelemetryOptions {
  /** Name of the application, as the traces show it. */
  readonly application: string;
  /** `OTEL_*` as the OpenTelemetry specification has them: an endpoint switches the export on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Trace ids for every request, call and durable task of this process, so that log lines of several processes can be joined.
 * Spans are recorded and sent (OTLP over HTTP) only when `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is set;
 * `OTEL_TRACES_SAMPLER_ARG` is the share of traces that is recorded, 0 to 1. Returns what sends the last spans and ends it.
 */
export async function startTelemetry({ application, environment }: TelemetryOptions): Promise<() => Promise<void>> {
  const exports =
    (environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT']) !== undefined &&
    environment['OTEL_SDK_DISABLED'] !== 'true';
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': environment['OTEL_SERVICE_NAME'] ?? application }),
    ),
    sampler: exports ? new ParentBasedSampler({ root: rootSampler(environment) }) : new AlwaysOffSampler(),
    spanProcessors: exports ? [await otlpProcessor()] : [],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
  };
}

/** Loaded only when it is used: it takes megabytes. */
async function otlpProcessor(): Promise<SpanProcessor> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  return new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
}

function rootSampler(environment: TelemetryOptions['environment']): Sampler {
  const share = Number(environment['OTEL_TRACES_SAMPLER_ARG'] ?? 1);
  return share >= 0 && share < 1 ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler();
}
