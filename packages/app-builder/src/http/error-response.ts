import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import type { ErrorRequestHandler } from 'express';
import { httpStatus } from '../contract/api.js';
import type { ApiError } from '../contract/api.js';

/** Every error as {@link ApiError}. What is our own fault is logged whole and told in general words. */
export function errorResponse(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = fromBodyParser(thrown) ?? fromAddress(thrown) ?? asCarusoError(thrown);
    const requestId = String(response.locals['requestId']);
    if (error.code === 'internal')
      log.error({ err: error.cause ?? error, requestId, path: request.path }, 'A request failed');
    const message =
      error.code === 'internal'
        ? `Something went wrong on our side. The log has it under ${requestId}.`
        : error.message;
    const body: ApiError = {
      code: error.code,
      message,
      details: error.code === 'internal' ? {} : error.details,
      requestId,
    };
    response.status(httpStatus[error.code]).json({ error: body });
  };
}

function fromBodyParser(thrown: unknown): CarusoError | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('type' in thrown) || !('status' in thrown)) return undefined;
  if (thrown.type === 'entity.too.large') return new CarusoError('invalid', 'The request is too large.');
  return thrown.status === 400 || thrown.status === 415
    ? new CarusoError('invalid', 'The body of the request is no JSON.')
    : undefined;
}

/** The router's own words for a path that cannot be decoded, such as `/%zz`. */
function fromAddress(thrown: unknown): CarusoError | undefined {
  return thrown instanceof URIError ? new CarusoError('invalid', 'The address is not right.') : undefined;
}
