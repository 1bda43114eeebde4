import { TraceFlags, context as current, isSpanContextValid, trace } from '@opentelemetry/api';
import type { Context, Span, SpanOptions, Tracer, TracerProvider } from '@opentelemetry/api';
import { randomBytes } from 'node:crypto';

/** Spans that record nothing and only carry ids (W3C Trace Context): enough to join log lines, for a few microseconds and no SDK. */
export const idTracerProvider: TracerProvider = { getTracer: () => idTracer };

const idTracer: Tracer = {
  startSpan: (_name: string, options?: SpanOptions, context: Context = current.active()): Span => {
    const parent = options?.root === true ? undefined : trace.getSpanContext(context);
    const traceId =
      parent !== undefined && isSpanContextValid(parent) ? parent.traceId : randomBytes(16).toString('hex');
    return trace.wrapSpanContext({ traceId, spanId: randomBytes(8).toString('hex'), traceFlags: TraceFlags.NONE });
  },
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    ...rest: [F] | [SpanOptions, F] | [SpanOptions, Context, F]
  ): ReturnType<F> {
    const run = rest.at(-1) as F;
    const options = rest.length > 1 ? (rest[0] as SpanOptions) : {};
    const context = rest.length > 2 ? (rest[1] as Context) : current.active();
    const span = idTracer.startSpan(name, options, context);
    return current.with(trace.setSpan(context, span), () => run(span)) as ReturnType<F>;
  },
};
