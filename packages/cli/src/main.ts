import { asCarusoError } from '@caruso/core-service-manager/contract';
import { CommanderError } from 'commander';
import { createProgram } from './program.js';
import { exitCodeOf, exitCodes } from './terminal/exit-codes.js';

const program = createProgram((code) => {
  process.exitCode = code;
});
for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) command.exitOverride();

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
  else {
    const error = asCarusoError(thrown);
    const advice = error.details['advice'];
    process.stderr.write(`caruso: ${error.message}${typeof advice === 'string' ? ` ${advice}` : ''}\n`);
    if (error.code === 'internal' && process.env['CARUSO_DEBUG'] !== undefined)
      process.stderr.write(`${String((error.cause as Error | undefined)?.stack ?? error.stack)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
