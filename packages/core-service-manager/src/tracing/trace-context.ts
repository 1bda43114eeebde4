import { context, isSpanContextValid, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Attributes, Span, SpanContext } from '@opentelemetry/api';

const TRACER = '@caruso/core-service-manager';

/** W3C Trace Context 3.2: version, trace id, parent id, flags; a later version may append more. */
const pattern = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** The `traceparent` header for a call that leaves this process; undefined outside of a trace. */
export function currentTraceparent(): string | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  if (found === undefined || !isSpanContextValid(found)) return undefined;
  const flags = (found.traceFlags & 0xff).toString(16).padStart(2, '0');
  return `00-${found.traceId}-${found.spanId}-${flags}`;
}

/** For log lines; undefined outside of a trace. */
export function currentTraceId(): string | undefined {
  const found = trace.getActiveSpan()?.spanContext();
  return found !== undefined && isSpanContextValid(found) ? found.traceId : undefined;
}

/** Undefined for a header that is none: such a call starts no trace of its own. */
export function parseTraceparent(traceparent: string): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', rest] = pattern.exec(traceparent) ?? [];
  if (version === '00' && rest !== undefined) return undefined;
  const parsed = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(parsed) ? parsed : undefined;
}

/**
 * Runs `task` in a span `name` that continues the caller's trace. `task` ends the span. Without a header, or with one that is none, there is
 * no span, and nothing of whatever trace is active where the call came in.
 */
export function withRemoteParent<T>(
  traceparent: string | undefined,
  name: string,
  task: (span: Span | undefined) => T,
  attributes: Attributes = {},
): T {
  const parent = traceparent === undefined ? undefined : parseTraceparent(traceparent);
  if (parent === undefined) return context.with(ROOT_CONTEXT, () => task(undefined));
  const outer = trace.setSpanContext(ROOT_CONTEXT, parent);
  const span = trace.getTracer(TRACER).startSpan(name, { kind: SpanKind.SERVER, attributes }, outer);
  return context.with(trace.setSpan(outer, span), () => task(span));
}
