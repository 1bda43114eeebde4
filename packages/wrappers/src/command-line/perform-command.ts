import { CarusoError } from '@caruso/core-service-manager/contract';
import { fillTemplate } from '@caruso/core-service-manager/wrapper-kit';
import type { LegacySystem, PerformOperation, Secrets } from '@caruso/core-service-manager/wrapper-kit';
import { programArguments } from './program-arguments.js';
import { programFailure, startFailure } from './program-failure.js';
import { programOutput } from './program-output.js';
import { runProgram } from './run-program.js';
import type { CommandLineSettings } from './settings.js';

export interface CommandOptions {
  readonly system: LegacySystem;
  readonly secrets: Pick<Secrets, 'mask'>;
  readonly settings: CommandLineSettings;
  /** Absolute paths, by operation. */
  readonly programs: ReadonlyMap<string, string>;
  /** Absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Programs that have not ended yet, also those whose caller has gone. */
  readonly running: Set<Promise<unknown>>;
}

/** Does one operation: fills in, runs, and reads the outcome. */
export function performCommand(options: CommandOptions): PerformOperation {
  const { system, secrets, settings, programs, running } = options;

  async function outputOf(
    operation: string,
    args: readonly string[],
    stdin: string,
    signal: AbortSignal,
  ): Promise<string> {
    const { program, exitCodes } = commandOf(operation);
    const run = runProgram(
      {
        program: programs.get(operation) ?? program,
        args,
        stdin,
        folder: options.folder,
        environment: options.environment,
        maxOutputBytes: settings.maxOutputBytes,
      },
      signal,
    );
    running.add(run);
    try {
      const end = await run.catch((thrown: unknown) => {
        throw startFailure(system.name, program, thrown);
      });
      // Programs like to repeat what they were given.
      const shown = { ...end, stderr: secrets.mask(end.stderr), stdout: secrets.mask(end.stdout) };
      const failure = programFailure(system.name, { exitCodes }, shown, settings.maxOutputBytes);
      if (failure !== undefined) throw failure;
      return end.stdout;
    } finally {
      running.delete(run);
    }
  }

  function commandOf(operation: string): CommandLineSettings['operations'][string] {
    const command = settings.operations[operation];
    if (command === undefined) throw new CarusoError('invalid', `${system.name} has no operation ${operation}`);
    return command;
  }

  return async (operation, input, { signal }) => {
    const command = commandOf(operation);
    const args = programArguments(system.name, command, input);
    const stdin = fillTemplate(command.stdin ?? '', input);
    const stdout = await system.exchange(
      { operation, args, stdin },
      (limited) => outputOf(operation, args, stdin, limited),
      { signal },
    );
    return programOutput(system.name, command, stdout, secrets.mask);
  };
}
