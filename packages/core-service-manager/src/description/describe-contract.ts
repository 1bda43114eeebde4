import { z } from 'zod';
import type { Contract, ContractDescription, MemberDefinition } from '../contract/index.js';

type MemberDescription = ContractDescription['members'][number];

/** A contract in printable form, with JSON Schemas of what goes in and comes out. */
export function describeContract({ id, version, summary, members, state }: Contract): ContractDescription {
  const described = Object.entries(members).map(([name, member]) => describe(name, member));
  const printed = { id, version, summary, members: described };
  return state === undefined ? printed : { ...printed, state: jsonSchema(state, 'output') };
}

function describe(name: string, member: MemberDefinition): MemberDescription {
  const { kind, summary } = member;
  if (member.kind === 'local') return { name, kind, summary };
  const schemas = { input: jsonSchema(member.input, 'input'), output: jsonSchema(member.output, 'output') };
  if (member.kind === 'stream') return { name, kind, summary, ...schemas };
  const { idempotent, timeoutMs } = member;
  return { name, kind, summary, idempotent, timeoutMs, ...schemas };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io });
}
