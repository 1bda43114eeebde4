import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { idTracerProvider } from './id-tracer-provider.js';

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
export async function startTelemetry(options: TelemetryOptions): Promise<() => Promise<void>> {
  const { environment } = options;
  // An empty value is none, and "true" is read without regard to case (OpenTelemetry, Environment Variable Specification).
  const given = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'].map((name) => environment[name]);
  const isDisabled = environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true';
  const exports = !isDisabled && given.some((endpoint) => endpoint !== undefined && endpoint.trim() !== '');
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const shutdown = exports ? await recordSpans(options) : useIdsOnly();
  return async () => {
    await shutdown();
    trace.disable();
    context.disable();
  };
}

function useIdsOnly(): () => Promise<void> {
  trace.setGlobalTracerProvider(idTracerProvider);
  return () => Promise.resolve();
}

/** The SDK is loaded only when it is used: it takes megabytes. */
async function recordSpans(options: TelemetryOptions): Promise<() => Promise<void>> {
  const { otlpTracerProvider } = await import('./otlp-tracer-provider.js');
  const provider = otlpTracerProvider(options);
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}
