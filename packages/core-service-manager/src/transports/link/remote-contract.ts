import { z } from 'zod';
import type { Contract, ContractDescription, MemberDefinition } from '../../contract/index.js';

const descriptions = new WeakMap<Contract, ContractDescription>();

/** What another process told of a contract, with the JSON Schemas; undefined for a contract of this process. */
export function remoteDescription(contract: Contract): ContractDescription | undefined {
  return descriptions.get(contract);
}

/**
 * The contract of a provider in another process. Its schemas let everything through: the caller's handle has its own contract, and the
 * provider checks at its edge. Local members work inside a process only and are left out.
 */
export function remoteContract(description: ContractDescription): Contract {
  const { id, version, summary } = description;
  const members: Record<string, MemberDefinition> = {};
  for (const member of description.members) {
    if (member.kind === 'stream') {
      members[member.name] = { kind: 'stream', summary: member.summary, input: z.unknown(), output: z.unknown() };
    } else if (member.kind === 'operation') {
      members[member.name] = {
        kind: 'operation',
        summary: member.summary,
        input: z.unknown(),
        output: z.unknown(),
        idempotent: member.idempotent ?? false,
        timeoutMs: member.timeoutMs ?? 30_000,
        direct: false,
      };
    }
  }
  const state = description.state === undefined ? {} : { state: z.unknown() };
  const contract: Contract = { id, version, summary, members, ...state };
  descriptions.set(contract, description);
  return contract;
}
