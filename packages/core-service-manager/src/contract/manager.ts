import { z } from 'zod';
import type { Component, Health } from './component.js';
import { defineContract, operation } from './contract.js';
import type { CallOptions, Contract, ServiceOf } from './contract.js';

export type ComponentState = 'waiting' | 'starting' | 'running' | 'failed' | 'stopping' | 'stopped';

/** One provider of one contract, as the administrator sees it. */
export const serviceInfoSchema = z.object({
  contract: z.string(),
  contractVersion: z.string(),
  summary: z.string(),
  component: z.string(),
  componentVersion: z.string(),
  state: z.enum(['waiting', 'starting', 'running', 'failed', 'stopping', 'stopped']),
  health: z.enum(['up', 'degraded', 'down', 'unknown']),
  /** Why it waits, failed, or is not healthy. */
  reason: z.string().optional(),
  /** ISO 8601 instant. */
  since: z.string(),
  calls: z.object({ total: z.number(), failed: z.number(), inFlight: z.number() }),
});
export type ServiceInfo = z.infer<typeof serviceInfoSchema>;

/** The printed form of a contract: JSON Schema per operation. */
export const contractDescriptionSchema = z.object({
  id: z.string(),
  version: z.string(),
  summary: z.string(),
  members: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['operation', 'stream', 'local']),
      summary: z.string(),
      idempotent: z.boolean().optional(),
      input: z.unknown().optional(),
      output: z.unknown().optional(),
    }),
  ),
});
export type ContractDescription = z.infer<typeof contractDescriptionSchema>;

/** The service manager as a service: what `caruso services` and the administrator's page read. */
export const ServiceDirectory = defineContract({
  id: 'service-directory',
  version: '1.0.0',
  summary: 'Which services there are, in which version and health',
  members: {
    list: operation({
      summary: 'All providers of all contracts, by contract id',
      input: z.object({}),
      output: z.array(serviceInfoSchema),
      idempotent: true,
    }),
    describe: operation({
      summary: 'The contract of a service: operations with their schemas',
      input: z.object({ contract: z.string() }),
      output: contractDescriptionSchema,
      idempotent: true,
    }),
  },
});

/** Starts, finds, watches and stops components. One per process. */
export interface ServiceManager {
  use<C extends Contract>(contract: C, range?: string): ServiceOf<C>;
  invoke(contractId: string, operation: string, input: unknown, options?: CallOptions): Promise<unknown>;
  /**
   * Adds components and starts each as soon as its needs are met. Resolves when all are running, failed or waiting;
   * one that fails never keeps the others from starting. Look at `list()` for the outcome.
   */
  add(components: readonly ComponentEntry[]): Promise<void>;
  list(): readonly ServiceInfo[];
  describe(contractId: string): ContractDescription;
  health(): Promise<ReadonlyMap<string, Health>>;
  /** Stops in reverse order of start; waits for calls in flight up to `drainMs` (default 5,000 ms). */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
}

export interface ComponentEntry {
  readonly component: Component;
  /** As read from `app.yaml`; parsed by the component's own schema. */
  readonly settings?: unknown;
}
