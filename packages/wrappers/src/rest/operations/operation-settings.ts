import { operationSettings as kitOperationSettings } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { pagingSettings } from '../paging/paging-settings.js';

/** How a system that answers 200 tells of an error: JSON-RPC 2.0 (5.1), GraphQL, and many home-made interfaces. */
export const errorMemberSettings = z.strictObject({
  /** Where it stands; the answer is an error when something is there. */
  path: z.string().min(1),
  /** Below `path`. */
  message: z.string().default('message'),
  code: z.string().default('code'),
  /** What the system's codes mean; others are `refused`. */
  codes: z.record(z.string(), z.enum(['invalid', 'not-found', 'conflict', 'refused', 'unavailable'])).default({}),
});
export type ErrorMemberSettings = z.output<typeof errorMemberSettings>;

const template = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** One operation written by hand. */
export const restOperationSettings = kitOperationSettings
  .extend({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
    /** Behind `url`; `{customer.id}` takes a field of the input, encoded. */
    path: z.string().regex(/^\//, 'begins with /'),
    /** A parameter whose value is `{field}` alone is left out when the input has no such field; a list is repeated. */
    query: template.default({}),
    headers: template.default({}),
    /** Any JSON. `"{field}"` alone takes the field with its type, `"{field:number}"` an amount as a number; absent fields are left out. */
    body: z.json().optional(),
    contentType: z.string().optional(),
    /** Which part of the answer is the output: `result`, `data.items`. */
    pick: z.string().default(''),
    answer: z.enum(['json', 'text']).default('json'),
    /** Default: GET, HEAD, PUT and DELETE are, POST and PATCH are not (RFC 9110 9.2.2). */
    idempotent: z.boolean().optional(),
    ifMatch: z.string().optional(),
    etag: z.string().optional(),
    errorMessage: z.string().optional(),
    error: errorMemberSettings.optional(),
    paging: pagingSettings.optional(),
  })
  .strict();
export type RestOperationSettings = z.output<typeof restOperationSettings>;
