import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';

/** Every request begins a trace: the calls it makes, the log lines they write and what they do in other processes belong to it. */
export function requestTrace(request: Request, response: Response, next: NextFunction): void {
  const tracer = trace.getTracer('caruso.http');
  const attributes = { 'http.request.method': request.method, 'url.path': request.path };
  tracer.startActiveSpan(request.method, { kind: SpanKind.SERVER, attributes }, (span) => {
    response.on('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    next();
  });
}
