import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { startTelemetry } from './start-telemetry.js';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
const tracer = () => trace.getTracer('test');
const idNow = () => trace.getSpan(context.active())?.spanContext().traceId;

describe('telemetry without an endpoint', () => {
  it('gives what belongs together one trace id, also after waiting', async () => {
    stop = await startTelemetry({ application: 'utility', environment: {} });
    const ids = await tracer().startActiveSpan('outer', async (outer) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const inner = tracer().startActiveSpan('inner', (span) => [span.isRecording(), idNow()] as const);
      return [outer.spanContext().traceId, idNow(), inner] as const;
    });
    expect(ids).toEqual([ids[0], ids[0], [false, ids[0]]]);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('begins a new trace where one is asked for', async () => {
    stop = await startTelemetry({ application: 'utility', environment: {} });
    tracer().startActiveSpan('outer', (outer) => {
      const task = tracer().startSpan('task', { root: true });
      expect(task.spanContext().traceId).not.toBe(outer.spanContext().traceId);
    });
  });
});

describe('telemetry that is switched off', () => {
  it.each([
    { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'TRUE' },
  ])('records nothing: %j', async (environment) => {
    stop = await startTelemetry({ application: 'utility', environment });
    expect(tracer().startSpan('a call').isRecording()).toBe(false);
  });
});

describe('telemetry with an endpoint', () => {
  it('sends the spans there, by the name of the application', async () => {
    const bodies: string[] = [];
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(Buffer.concat(chunks).toString('latin1'));
        response.setHeader('content-type', request.headers['content-type'] ?? '').end();
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${port}`;
    const end = await startTelemetry({ application: 'utility', environment: process.env });
    tracer().startActiveSpan('a call of a customer', (span) => span.end());
    await end();
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
    expect(bodies.join()).toContain('a call of a customer');
    expect(bodies.join()).toContain('utility');
  });
});
