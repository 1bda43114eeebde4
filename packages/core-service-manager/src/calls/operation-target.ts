import type { z } from 'zod';
import type { OperationDefinition } from '../contract/index.js';
import { metricsOf } from '../metrics/collect-metrics.js';
import type { MemberMetrics } from '../metrics/member-metrics.js';
import { protectionOf } from '../protection/provider-protection.js';
import type { ProviderProtection } from '../protection/provider-protection.js';
import type { MemberFunction, Provider } from '../registry/provider.js';
import { changesValues } from '../schemas/changes-values.js';
import { parseValue } from '../schemas/parse-value.js';
import type { CallsInFlight } from './calls-in-flight.js';

export type Check = (value: unknown) => unknown;

/** One operation of one provider, with all that a call of it needs, looked up once. */
export interface OperationTarget {
  readonly provider: Provider;
  readonly name: string;
  /** Undefined: the provider lacks it. */
  readonly run: MemberFunction | undefined;
  readonly timeoutMs: number;
  readonly idempotent: boolean;
  /** Throw CarusoErrors; undefined where nothing is to be checked. */
  readonly checkInput: Check | undefined;
  readonly checkOutput: Check | undefined;
  readonly protection: ProviderProtection;
  readonly metrics: MemberMetrics;
}

export interface OperationChecks {
  readonly input: Check | undefined;
  readonly output: Check | undefined;
}

export function bindOperation(
  inFlight: CallsInFlight,
  provider: Provider,
  name: string,
  definition: OperationDefinition,
  checks: OperationChecks,
): OperationTarget {
  return {
    provider,
    name,
    run: provider.members[name],
    timeoutMs: definition.timeoutMs,
    idempotent: definition.idempotent,
    checkInput: checks.input,
    checkOutput: checks.output,
    protection: protectionOf(provider, inFlight.protection, inFlight.clock, inFlight.random),
    metrics: metricsOf(provider, name),
  };
}

/**
 * What a typed caller checks. In this process only what a parse would change: the compiler has checked the rest. Of a provider elsewhere, the
 * far edge checks the input and this one the answer, by the caller's own contract.
 */
export function handleChecks(
  definition: { readonly input: z.ZodType; readonly output: z.ZodType },
  operation: string,
  elsewhere: boolean,
): OperationChecks {
  const input = !elsewhere && changesValues(definition.input) ? inputCheck(definition.input, operation) : undefined;
  const output = elsewhere || changesValues(definition.output) ? outputCheck(definition.output, operation) : undefined;
  return { input, output };
}

export function inputCheck(schema: z.ZodType, operation: string): Check {
  return (value) => parseValue(schema, value, 'invalid', `Wrong input for ${operation}`);
}

export function outputCheck(schema: z.ZodType, operation: string): Check {
  return (value) => parseValue(schema, value, 'internal', `Wrong answer of ${operation}`);
}
