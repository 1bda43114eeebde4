import { z } from 'zod';
import { defineContract, operation } from './contract.js';

export const componentStateSchema = z.enum(['waiting', 'starting', 'running', 'failed', 'stopping', 'stopped']);
export type ComponentState = z.infer<typeof componentStateSchema>;

/** One provider of one contract, as the administrator sees it. */
export const serviceInfoSchema = z.object({
  contract: z.string(),
  contractVersion: z.string(),
  summary: z.string(),
  /** Name of the instance. */
  component: z.string(),
  componentVersion: z.string(),
  state: componentStateSchema,
  health: z.enum(['up', 'degraded', 'down', 'unknown']),
  /** Why it waits, failed, or is not healthy. */
  reason: z.string().optional(),
  /** ISO 8601 instant. */
  since: z.string(),
  /** Highest first, then the oldest. */
  rank: z.number().int(),
  /** In this process, in a child of it, or in another process of the application. */
  place: z.enum(['here', 'own-process', 'remote']),
  /** Id of the process it runs in. */
  process: z.string(),
  /** Where it was loaded from, when known. */
  source: z.string().optional(),
  /** Version that a rollback would put back. */
  previousVersion: z.string().optional(),
  calls: z.object({
    total: z.number(),
    failed: z.number(),
    inFlight: z.number(),
    /** Calls sent again after a failure. */
    retried: z.number(),
    /** Refused because the breaker was open or the bulkhead full. */
    rejected: z.number(),
  }),
  /** Open: calls are refused at once because too many failed; half-open: some are let through to see. */
  breaker: z.enum(['closed', 'open', 'half-open']),
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
      /** Milliseconds. */
      timeoutMs: z.number().optional(),
      input: z.unknown().optional(),
      output: z.unknown().optional(),
    }),
  ),
  /** JSON Schema of what is handed over in a replacement. */
  state: z.unknown().optional(),
});
export type ContractDescription = z.infer<typeof contractDescriptionSchema>;

/** The counters of one operation of one provider, as this process has seen it; monotonic but for `inFlight` and `breaker`. */
export const metricsReportSchema = z.array(
  z.object({
    contract: z.string(),
    contractVersion: z.string(),
    component: z.string(),
    componentVersion: z.string(),
    place: serviceInfoSchema.shape.place,
    process: z.string(),
    member: z.string(),
    /** By `ok` or the code of the error. */
    calls: z.record(z.string(), z.number()),
    /** Calls that took at most `le` seconds; cumulative. */
    durationBuckets: z.array(z.object({ le: z.number(), count: z.number() })),
    durationCount: z.number(),
    /** Seconds. */
    durationSum: z.number(),
    inFlight: z.number(),
    retried: z.number(),
    rejected: z.number(),
    breaker: serviceInfoSchema.shape.breaker,
  }),
);
export type MetricsReport = z.infer<typeof metricsReportSchema>;

/** The service manager as a service: what `caruso services` and the administrator's page read. */
export const ServiceDirectory = defineContract({
  id: 'service-directory',
  version: '1.1.0',
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
    metrics: operation({
      summary: 'Calls, durations and failures by operation, as this process has seen them',
      input: z.object({}),
      output: metricsReportSchema,
      idempotent: true,
    }),
  },
});
