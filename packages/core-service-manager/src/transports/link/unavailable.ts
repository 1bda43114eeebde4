import { CarusoError } from '../../contract/index.js';

/** The call never reached a provider: whatever it does, it may be sent again, to another. */
export function notSent(message: string, details: Readonly<Record<string, unknown>> = {}): CarusoError {
  return new CarusoError('unavailable', message, { ...details, sent: false });
}

/** The call was sent and no answer will come: whether it was performed is not known. */
export function lostAfterSending(message: string, details: Readonly<Record<string, unknown>> = {}): CarusoError {
  return new CarusoError('unavailable', message, { ...details, sent: true });
}
