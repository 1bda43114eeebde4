import { z } from 'zod';
import { pagingSettings } from '../paging/paging-settings.js';

/** What an OpenAPI document does not say of an operation. */
export const operationExtras = z.strictObject({
  paging: pagingSettings.optional(),
  /** A field of the input that travels as `If-Match`; added to it when the document has none of this name. */
  ifMatch: z.string().optional(),
  /** A field of the output that takes the answer's `ETag`. */
  etag: z.string().optional(),
  errorMessage: z.string().optional(),
  idempotent: z.boolean().optional(),
  timeoutMs: z.number().int().min(1).max(600_000).optional(),
});
export type OperationExtras = z.output<typeof operationExtras>;
