import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import type { CarusoError } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

const TRACER = '@caruso/core-service-manager';

/** The span of one call. */
export class CallSpan {
  private readonly inside: Context;

  constructor(private readonly span: Span) {
    this.inside = trace.setSpan(context.active(), span);
  }

  /** Runs what belongs to the call, at this provider. */
  run<T>(provider: Provider, task: () => T): T {
    this.span.setAttributes({ 'caruso.component': provider.component, 'caruso.version': provider.componentVersion });
    return context.with(this.inside, task);
  }

  end(): void {
    this.span.end();
  }

  fail(error: CarusoError): void {
    recordFailure(this.span, error);
    this.span.end();
  }
}

/** Only inside a span that is recorded: what nobody looks at costs nothing. */
export function startCallSpan(contractId: string, member: string): CallSpan | undefined {
  if (trace.getActiveSpan()?.isRecording() !== true) return undefined;
  const options = { kind: SpanKind.CLIENT, attributes: callAttributes(contractId, member) };
  return new CallSpan(trace.getTracer(TRACER).startSpan(`${contractId}.${member}`, options));
}

/** OpenTelemetry's semantic conventions for RPC. */
export function callAttributes(contractId: string, member: string): Attributes {
  return { 'rpc.system': 'caruso', 'rpc.service': contractId, 'rpc.method': member };
}

export function recordFailure(span: Span, error: CarusoError): void {
  span.recordException(error);
  span.setAttribute('error.type', error.code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}
