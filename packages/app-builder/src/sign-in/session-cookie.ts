import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { sessionHours } from './sessions.js';

const name = 'caruso_session';

export function readSessionToken(request: Request): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[name];
}

export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.cookie(name, token, { ...attributes(request), maxAge: sessionHours * 3_600_000 });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(name, attributes(request));
}

function attributes(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: request.secure };
}
