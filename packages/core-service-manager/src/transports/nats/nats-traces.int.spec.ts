import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, operation, provide } from '../../contract/index.js';
import { component } from '../../manager/fixtures/greeting.js';
import { eventually, isBuilt } from './fixtures/clerk.js';
import { hasNatsServer } from './fixtures/nats-server.js';
import { natsTestbed } from './fixtures/testbed.js';

/** The same as in `traced-process.mjs`. */
const ask = operation({ summary: 'Asks', input: z.object({}), output: z.string() });
const Desk = defineContract({ id: 'desk', version: '1.0.0', summary: 'Desk', members: { ask } });
const Archive = defineContract({ id: 'archive', version: '1.0.0', summary: 'Archive', members: { ask } });

const spanSchema = z.object({
  name: z.string(),
  id: z.string(),
  trace: z.string(),
  parent: z.string().optional(),
  kind: z.number(),
});
type ToldSpan = z.infer<typeof spanSchema>;

describe.skipIf(!hasNatsServer || !isBuilt)('a trace over NATS', () => {
  const testbed = natsTestbed();
  const exporter = new InMemorySpanExporter();
  beforeAll(async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
    await testbed.open();
  });
  afterEach(() => testbed.cleanUp());
  afterAll(async () => {
    trace.disable();
    context.disable();
    await testbed.close();
  });

  async function tracedProcess(application: string): Promise<() => Promise<readonly ToldSpan[]>> {
    const script = fileURLToPath(new URL('fixtures/traced-process.mjs', import.meta.url));
    const child: ChildProcess = fork(script, [testbed.server().url, application]);
    const told = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        child.once('message', resolve);
        child.once('exit', (code) => reject(new Error(`The traced process ended with ${code}`)));
      });
    testbed.later(async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    });
    await told();
    return async () => {
      child.send('spans');
      return z.array(spanSchema).parse(await told());
    };
  }

  it('goes on in the other process, and in this one when that calls back', async () => {
    const { name, join } = testbed.application();
    const here = join('here');
    let seenTrace: string | undefined;
    const archive = component('archive', {
      provides: [Archive],
      start: async () => ({
        provisions: [
          provide(Archive, {
            async ask() {
              seenTrace = trace.getActiveSpan()?.spanContext().traceId;
              return 'found';
            },
          }),
        ],
        stop: async () => undefined,
      }),
    });
    await here.add([archive]);
    const spansThere = await tracedProcess(name);
    const desk = here.use(Desk);
    await eventually('the desk answers', () => desk.ask({}).catch(() => undefined));
    exporter.reset();

    const root = trace.getTracer('test').startSpan('request', {}, ROOT_CONTEXT);
    expect(await context.with(trace.setSpan(ROOT_CONTEXT, root), () => desk.ask({}))).toBe('found');
    root.end();

    const { traceId } = root.spanContext();
    const spansHere = exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      id: span.spanContext().spanId,
      trace: span.spanContext().traceId,
      kind: span.kind,
      parent: span.parentSpanContext?.spanId,
    }));
    const all: readonly ToldSpan[] = [...spansHere, ...(await spansThere())].filter((span) => span.trace === traceId);
    const chain: string[] = [];
    const follow = (parent: string): void => {
      for (const { id, name: called, kind } of all.filter((span) => span.parent === parent)) {
        chain.push(`${called} ${SpanKind[kind]}`);
        follow(id);
      }
    };
    follow(root.spanContext().spanId);
    expect(chain).toEqual(['desk.ask CLIENT', 'desk.ask SERVER', 'archive.ask CLIENT', 'archive.ask SERVER']);
    expect(spansHere.map((span) => span.name)).toEqual(['archive.ask', 'desk.ask', 'request']);
    expect(seenTrace).toBe(traceId);
  });
});
