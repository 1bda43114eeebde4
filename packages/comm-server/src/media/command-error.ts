import type { Failure } from './protocol.js';
import { PromptError } from './prompts/read-wav.js';
import { PortError } from './sessions/open-rtp-socket.js';

/** A command that cannot be done, inside the media process. It crosses to the parent as a `Failure`. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: Failure['code'],
    message: string,
  ) {
    super(message);
  }
}

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CommandError) return { code: thrown.code, message: thrown.message };
  if (thrown instanceof PortError) return { code: 'unavailable', message: thrown.message };
  if (thrown instanceof PromptError) {
    return {
      code: thrown.reason === 'not-found' ? 'not-found' : 'invalid',
      message: thrown.message,
    };
  }
  return {
    code: 'internal',
    message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  };
}
