import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oracleSite, unavailable } from '../calls/fixtures/site.js';
import { performIncoming } from '../invocation/perform-incoming.js';
import { currentTraceId, currentTraceparent, parseTraceparent } from './trace-context.js';

const exporter = new InMemorySpanExporter();

beforeEach(() => {
  exporter.reset();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
});

afterEach(() => {
  trace.disable();
  context.disable();
});

async function inSpan<T>(name: string, task: () => Promise<T>): Promise<T> {
  const span = trace.getTracer('test').startSpan(name, {}, ROOT_CONTEXT);
  return context.with(trace.setSpan(ROOT_CONTEXT, span), task).finally(() => span.end());
}

function spans() {
  return exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    id: span.spanContext().spanId,
    trace: span.spanContext().traceId,
    parent: span.parentSpanContext?.spanId,
    kind: span.kind,
    attributes: span.attributes,
    status: span.status,
    events: span.events.map(({ name }) => name),
  }));
}

describe('a call inside a recorded span', () => {
  it('has a span of its own, and the calls within it are its children', async () => {
    const { add, handle } = oracleSite();
    add('a', { ask: async (input) => handle.change(input), change: async ({ n }) => n });
    await inSpan('request', () => handle.ask({ n: 1 }));
    const [change, ask, request] = spans();
    expect([change?.name, ask?.name, request?.name]).toEqual(['oracle.change', 'oracle.ask', 'request']);
    expect([change?.parent, ask?.parent]).toEqual([ask?.id, request?.id]);
    expect(ask?.kind).toBe(SpanKind.CLIENT);
    expect(ask?.attributes).toEqual({
      'rpc.system': 'caruso',
      'rpc.service': 'oracle',
      'rpc.method': 'ask',
      'caruso.component': 'a',
      'caruso.version': '1.0.0',
    });
  });

  it('records why it failed', async () => {
    const { add, handle } = oracleSite();
    add('a', { change: () => Promise.reject(unavailable()) });
    await inSpan('request', () => handle.change({ n: 1 })).catch(() => undefined);
    expect(spans()[0]).toMatchObject({
      attributes: { 'error.type': 'unavailable' },
      status: { code: SpanStatusCode.ERROR, message: 'The oracle is not there' },
      events: ['exception'],
    });
  });

  it('that waits for its turn keeps its own trace', async () => {
    const { add, handle } = oracleSite({ bulkhead: { inFlight: 1, waiting: 9 } });
    const ends: (() => void)[] = [];
    const seen: (string | undefined)[] = [];
    add('a', {
      change: ({ n }) => {
        seen.push(currentTraceId());
        return new Promise((resolve) => ends.push(() => resolve(n)));
      },
    });
    const traced = inSpan('first', () => handle.change({ n: 1 }));
    const untraced = handle.change({ n: 2 });
    ends[0]?.();
    await traced;
    ends[1]?.();
    await untraced;
    expect(seen).toEqual([expect.stringMatching(/^[\da-f]{32}$/), undefined]);
  });

  it('outside of one has none', async () => {
    const { add, handle } = oracleSite();
    add('a');
    await handle.ask({ n: 1 });
    expect(spans()).toEqual([]);
    expect([currentTraceparent(), currentTraceId()]).toEqual([undefined, undefined]);
  });
});

describe('a call from another process', () => {
  it('continues the trace of its caller', async () => {
    const site = oracleSite();
    const traces: unknown[] = [];
    const provider = site.add('a', { ask: async () => traces.push(currentTraceId()) });
    const traceparent = await inSpan('there', async () => currentTraceparent());
    await performIncoming(site, provider, 'ask', { n: 1 }, traceparent === undefined ? {} : { traceparent });
    const [there, ask] = spans();
    expect(ask).toMatchObject({ name: 'oracle.ask', kind: SpanKind.SERVER, parent: there?.id, trace: there?.trace });
    expect(ask?.attributes['caruso.component']).toBe('a');
    expect(traces).toEqual([there?.trace]);
  });

  it('records why it failed', async () => {
    const site = oracleSite();
    const provider = site.add('a', { ask: () => Promise.reject(unavailable()) });
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await performIncoming(site, provider, 'ask', { n: 1 }, { traceparent }).catch(() => undefined);
    expect(spans()).toMatchObject([{ status: { code: SpanStatusCode.ERROR }, parent: 'b'.repeat(16) }]);
  });

  it('without a trace begins none', async () => {
    const site = oracleSite();
    const provider = site.add('a');
    await inSpan('of somebody else', () => performIncoming(site, provider, 'ask', { n: 1 }, {}));
    expect(spans().map(({ name }) => name)).toEqual(['of somebody else']);
  });
});

describe('a traceparent', () => {
  const [traceId, spanId] = ['a'.repeat(32), 'b'.repeat(16)];

  it.each([
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}`,
    '',
  ])('%j is none', (text) => expect(parseTraceparent(text)).toBeUndefined());

  it('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`01-${traceId}-${spanId}-03-more`)).toEqual({
      traceId,
      spanId,
      traceFlags: 1,
      isRemote: true,
    });
  });
});
