import type { z } from 'zod';
import { provide } from '../contract/index.js';
import type { CallContext, Contract, Provision } from '../contract/index.js';
import { systemRefuses, wrongRequest } from './legacy-errors.js';

/** Does one operation with input that is as its schema says. */
export type PerformOperation = (operation: string, input: unknown, call: CallContext) => Promise<unknown>;

/**
 * Provides a contract that was described in YAML. A wrapper is an edge, so both ways are checked here whatever the path of a call: wrong
 * input is `invalid`, and an answer that is not as the contract says is `refused`, with the place of the difference.
 */
export function describedService(system: string, contract: Contract, perform: PerformOperation): Provision {
  const members = Object.entries(contract.members).flatMap(([name, member]) => {
    if (member.kind !== 'operation') return [];
    const run = async (input: unknown, call: CallContext): Promise<unknown> => {
      const given = member.input.safeParse(input);
      if (!given.success) throw wrongRequest(system, `Wrong input for ${name}: ${mistakes(given.error)}`);
      const answer = member.output.safeParse(await perform(name, given.data, call));
      if (answer.success) return answer.data;
      throw systemRefuses(
        system,
        `${system} answered ${name} otherwise than its contract says: ${mistakes(answer.error)}`,
      );
    };
    return [[name, run] as const];
  });
  return provide(contract, Object.fromEntries(members));
}

function mistakes({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}
