import { CarusoError } from '@caruso/core-service-manager/contract';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { randomBytes, randomUUID } from 'node:crypto';

/** An id for the log and a nonce for the one style element that the page's components make. */
export function requestMarks(_request: Request, response: Response, next: NextFunction): void {
  response.locals['requestId'] = randomUUID();
  response.locals['nonce'] = randomBytes(16).toString('base64');
  next();
}

export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${String((response as Response).locals['nonce'])}'`],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The product is often first tried over plain HTTP in a company's own network; a proxy that ends TLS sets this header.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Ten wrong passwords a minute from one address; right ones do not count. Before the body is read. */
export function signInLimit(): RequestHandler {
  return wrongSignIns({
    limit: 10,
    message: 'Too many wrong sign-ins from this address. Wait a minute and try again.',
  });
}

/**
 * Thirty wrong passwords a minute for one name, from wherever: a program on this machine may give itself any address, as a proxy would
 * (X-Forwarded-For), and a botnet has many. More than one address may use up, so that no single one can keep a person out.
 */
export function accountLimit(): RequestHandler {
  return wrongSignIns({
    limit: 30,
    message: 'Too many wrong sign-ins with this name. Wait a minute and try again.',
    keyGenerator: (request) => nameIn(request.body),
  });
}

function wrongSignIns({
  message,
  ...options
}: {
  readonly limit: number;
  readonly message: string;
  readonly keyGenerator?: (request: Request) => string;
}): RequestHandler {
  return rateLimit({
    ...options,
    windowMs: 60_000,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => next(new CarusoError('overloaded', message)),
  });
}

function nameIn(body: unknown): string {
  const name: unknown = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined;
  return typeof name === 'string' ? name.trim().toLowerCase().slice(0, 200) : '';
}

/** A change from another site is refused before anything is read (Fetch Metadata, with Origin for browsers without it). */
export function assertSameSite(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new CarusoError('forbidden', 'The request comes from another site.');
  const { origin } = request.headers;
  // "null" is what a sandboxed frame or a file sends: another site, too. What is no address is no site of ours either.
  if (origin !== undefined && URL.parse(origin)?.host !== (request.headers.host ?? ''))
    throw new CarusoError('forbidden', 'The request comes from another site.');
}
