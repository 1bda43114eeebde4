import type { CarusoError } from '@caruso/core-service-manager/contract';
import { systemNotThere, systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { ProgramEnd } from './run-program.js';
import type { CommandSettings, ExitMeaning } from './settings.js';

/** The longest line of a program that is shown to people. */
const LONGEST_LINE = 300;

/** Why a program's end is a failure; undefined when it is none. */
export function programFailure(
  system: string,
  { exitCodes }: Pick<CommandSettings, 'exitCodes'>,
  end: ProgramEnd,
  maxOutputBytes: number,
): CarusoError | undefined {
  const { exitCode, killedBy, stderr, stdout } = end;
  if (end.tooMuchOutput)
    return systemRefuses(system, `${system} wrote more than ${maxOutputBytes} bytes and was ended`);
  const meaning = meaningOf(exitCode, exitCodes);
  if (meaning === 'ok') return undefined;
  const words = stderr.trim() === '' ? stdout.trim().slice(-LONGEST_LINE) : stderr.trim();
  const how = exitCode === null ? `was ended by ${killedBy}` : `ended with exit status ${exitCode}`;
  const message = words.split('\n').at(-1)?.trim().slice(0, LONGEST_LINE) || `${system} ${how}`;
  const legacy = { message: words, code: exitCode ?? killedBy ?? 'unknown' };
  switch (meaning) {
    case 'wrong-request':
      return wrongRequest(system, message, legacy);
    case 'not-found':
    case 'conflict':
      return wrongRequest(system, message, legacy, meaning);
    case 'not-there':
      return systemNotThere(system, message, legacy);
    case 'refused':
      return systemRefuses(system, message, legacy);
  }
}

function meaningOf(exitCode: number | null, exitCodes: CommandSettings['exitCodes']): ExitMeaning {
  if (exitCode === null) return 'refused';
  return exitCodes[String(exitCode)] ?? (exitCode === 0 ? 'ok' : 'refused');
}

/** A program that could not be started at all. */
export function startFailure(system: string, program: string, thrown: unknown): CarusoError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  // The values of the call together are longer than the system lets arguments be.
  if (code === 'E2BIG') return wrongRequest(system, `The values are too long for ${program}`, { message, code });
  return systemNotThere(system, `${program} cannot be started: ${message}`, { message, code }, thrown);
}
