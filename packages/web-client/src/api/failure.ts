import type { ApiError } from './contracts.js';

/** `offline`: the server could not be reached at all. */
export type FailureCode = ApiError['code'] | 'offline';

/** Any call of the API that did not succeed. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly code: FailureCode,
    /** HTTP status, 0 when there was no answer. */
    readonly status: number,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly requestId?: string,
  ) {
    super(message);
  }
}

export function asFailure(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiFailure) return thrown;
  return new ApiFailure('internal', 0, thrown instanceof Error ? thrown.message : String(thrown));
}

const codes: Readonly<Record<number, FailureCode>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  429: 'overloaded',
  502: 'refused',
  503: 'unavailable',
  504: 'deadline',
};

/** Reads `{ error: ApiError }`; a proxy's own error page has none, then the status has to do. */
export function failureFrom(status: number, body: unknown): ApiFailure {
  const error =
    typeof body === 'object' && body !== null && 'error' in body ? (body.error as Partial<ApiError>) : undefined;
  return new ApiFailure(
    error?.code ?? codes[status] ?? 'internal',
    status,
    error?.message ?? `HTTP ${status}`,
    error?.details ?? {},
    error?.requestId,
  );
}
