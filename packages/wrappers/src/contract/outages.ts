import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const outageSchema = z.object({
  id: z.string(),
  product: z.string(),
  postalPrefixes: z.array(z.string()),
  start: z.string(),
  expectedEnd: z.string().optional(),
  status: z.string(),
  cause: z.record(z.string(), z.string()),
});
export type Outage = z.infer<typeof outageSchema>;

/** The network operator's outages, from its XML feed. */
export const Outages = defineContract({
  id: 'outages',
  version: '1.0.0',
  summary: 'Outages by postal code',
  members: {
    list: operation({
      summary: 'Current outages; with a postal code only those that touch it',
      input: z.object({ postalCode: z.string().optional() }),
      output: z.array(outageSchema),
      idempotent: true,
    }),
  },
});
