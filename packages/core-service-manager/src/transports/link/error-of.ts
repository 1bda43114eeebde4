import { CarusoError } from '../../contract/index.js';
import type { ErrorMessage } from '../wire/message.js';

/** The error of the other process as one of this. */
export function errorOf({ code, message, details }: ErrorMessage): CarusoError {
  return new CarusoError(code, message, details);
}
