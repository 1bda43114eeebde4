import { z } from 'zod';
import { defineContract, operation, principalSchema, stream } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';

const codes = [
  'invalid',
  'not-found',
  'conflict',
  'refused',
  'overloaded',
  'unauthenticated',
  'forbidden',
  'unavailable',
  'no-provider',
  'deadline',
  'cancelled',
  'internal',
] as const satisfies readonly ErrorCode[];

/** Every code an error can have: each must cross a transport. */
export const errorCodes: readonly ErrorCode[] = codes;

/** Names one call or stream, so that the provider can be asked later what became of it. */
const key = z.string();

/** What the transport conformance suite calls. Whatever the suite must know of the provider's side it asks through the contract itself. */
export const Conformance = defineContract({
  id: 'caruso-conformance',
  version: '1.0.0',
  summary: 'What every transport must carry; for its conformance suite',
  members: {
    echo: operation({
      summary: 'Answers with its input after a while',
      input: z.object({ payload: z.json(), waitMs: z.number().int().min(0).max(10_000).optional() }),
      output: z.object({ payload: z.json() }),
      idempotent: true,
    }),
    repeat: operation({
      summary: 'Has a default in its input, and answers without what its output does not name',
      input: z.object({ text: z.string(), times: z.number().int().default(2) }),
      output: z.object({ text: z.string(), upper: z.boolean().default(false) }),
    }),
    nothing: operation({ summary: 'Answers with nothing', input: z.object({}), output: z.void() }),
    fail: operation({
      summary: 'Fails with a code, a message and details',
      input: z.object({ code: z.enum(codes), message: z.string(), details: z.record(z.string(), z.json()) }),
      output: z.never(),
    }),
    failUnexpectedly: operation({
      summary: 'Fails with an error of the program',
      input: z.object({ message: z.string() }),
      output: z.never(),
    }),
    told: operation({
      summary: 'What the provider is told about the call',
      input: z.object({}),
      output: z.object({
        principal: principalSchema.nullable(),
        idempotencyKey: z.string().nullable(),
        /** By the provider's clock, in milliseconds; null without a deadline. */
        remainingMs: z.number().nullable(),
      }),
    }),
    hang: operation({ summary: 'Ends only when its signal fires', input: z.object({ key }), output: z.never() }),
    count: stream({
      summary: 'Counts from 0; without `to` until it is broken off',
      input: z.object({ key, to: z.number().int().optional() }),
      output: z.number().int(),
    }),
    countAndFail: stream({
      summary: 'Counts to a number and fails',
      input: z.object({ to: z.number().int(), code: z.enum(codes) }),
      output: z.number().int(),
    }),
    silence: stream({ summary: 'Sends nothing until it is broken off', input: z.object({ key }), output: z.number() }),
    fate: operation({
      summary: 'What became of a call or stream',
      input: z.object({ key }),
      output: z.object({
        state: z.enum(['unknown', 'running', 'ended']),
        /** Of the reason its signal fired with. */
        code: z.string().nullable(),
        /** Values a stream has made. */
        sent: z.number(),
      }),
      idempotent: true,
    }),
  },
});
