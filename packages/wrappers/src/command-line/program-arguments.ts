import { fillTemplate, pick, placeholders, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { CommandSettings } from './settings.js';

/**
 * The arguments of a program for one call, each filled in on its own: no value can become two arguments, a command or a redirection.
 * @throws CarusoError `invalid` for a value that would be taken for an option, or that no argument can hold.
 */
export function programArguments(
  system: string,
  { args, allowDashes }: Pick<CommandSettings, 'args' | 'allowDashes'>,
  input: unknown,
): readonly string[] {
  const wanted = args.flatMap((entry) => (typeof entry === 'string' ? [entry] : isComplete(entry, input) ? entry : []));
  return wanted.map((template) => {
    const argument = fillTemplate(template, input);
    // CWE-88: `-oProxyCommand=…` as a customer's name would be an option of the program.
    if (argument.startsWith('-') && !template.startsWith('-') && !allowDashes) {
      throw wrongRequest(system, `A value may not begin with "-": ${argument.slice(0, 100)}`);
    }
    if (argument.includes('\0')) throw wrongRequest(system, 'A value may not hold the character NUL');
    return argument;
  });
}

function isComplete(group: readonly string[], input: unknown): boolean {
  return group.flatMap(placeholders).every((path) => {
    const value = pick(input, path);
    return value !== undefined && value !== null;
  });
}
