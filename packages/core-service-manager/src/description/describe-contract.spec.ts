import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contractDescriptionSchema, defineContract, operation } from '../contract/index.js';
import { Greeting } from '../manager/fixtures/greeting.js';
import { describeContract } from './describe-contract.js';

describe('the description of a contract', () => {
  it('has the time limit of each operation and the schema of what goes in, before defaults, and comes out', () => {
    const [greet, length, count, shout] = describeContract(Greeting).members;
    expect(greet).toMatchObject({
      kind: 'operation',
      timeoutMs: 1_000,
      idempotent: true,
      input: { required: ['name'] },
    });
    expect(length).toMatchObject({ timeoutMs: 30_000, idempotent: false, output: { type: 'number' } });
    expect(count).not.toHaveProperty('timeoutMs');
    expect(shout).toEqual({ name: 'shout', kind: 'local', summary: 'In capitals' });
  });

  it('has the schema of the state that is handed over, where there is one', () => {
    const members = { who: operation({ summary: 'Who', input: z.object({}), output: z.string() }) };
    const state = z.object({ count: z.number() });
    const kept = describeContract(defineContract({ id: 'kept', version: '1.0.0', summary: 'k', members, state }));
    expect(kept.state).toMatchObject({ type: 'object', properties: { count: { type: 'number' } } });
    expect(describeContract(Greeting)).not.toHaveProperty('state');
    expect(contractDescriptionSchema.parse(kept)).toEqual(kept);
  });
});
