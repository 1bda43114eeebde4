import { contractSettings, operationName, systemAccessSettings } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { authenticationSettings } from './authentication/authentication-settings.js';
import { addressSettings, headerSettings } from './http/address-settings.js';
import { operationExtras } from './openapi/operation-extras.js';
import { restOperationSettings } from './operations/operation-settings.js';
import { pagingSettings } from './paging/paging-settings.js';
import { restRecordSettings } from './records/record-settings.js';

export const restSettingsSchema = z
  .strictObject({
    contract: contractSettings.strict(),
    /** Everything is asked below this address. Default: the first server of the OpenAPI document. `${NAME}` is taken from the environment. */
    url: addressSettings.optional(),
    authentication: authenticationSettings.default({ kind: 'none' }),
    /** Sent with every request. */
    headers: headerSettings.default({}),
    /** An OpenAPI 3.0 or 3.1 document, JSON or YAML; relative to the application's folder. */
    openapi: z.string().optional(),
    /** Which of its operations, by operationId or member name. Default: all. */
    only: z.array(z.string()).min(1).optional(),
    /** What the document does not say, by operationId or member name. */
    extras: z.record(z.string(), operationExtras).default({}),
    /** How all lists of the document are paged; each operation whose answer holds one list gets a stream. */
    paging: pagingSettings.optional(),
    /** False: answers that are not as the document says are passed on. */
    checkAnswers: z.boolean().default(true),
    /** Operations written by hand. */
    operations: z.record(operationName, restOperationSettings).default({}),
    /** Where the system's message stands in an answer that is an error. Default: the usual places. */
    errorMessage: z.string().optional(),
    /** Header that takes the idempotency key of a call; `Idempotency-Key` is the usual name. Default: none is sent. */
    idempotencyHeader: z.string().optional(),
    /** A `Retry-After` of up to this many milliseconds is waited for, once. */
    retryAfterMs: z.number().int().min(0).max(60_000).default(2000),
    /** Longest answer, in bytes. */
    maxAnswerBytes: z.number().int().min(1).default(10_000_000),
    /** Records as business objects (`store: NAME` in a model), by kind. */
    records: z.record(z.string(), restRecordSettings).default({}),
    ...systemAccessSettings.shape,
  })
  .superRefine(({ openapi, operations, url, only }, context) => {
    if (openapi === undefined && Object.keys(operations).length === 0) {
      context.addIssue({ code: 'custom', message: 'needs openapi or operations' });
    }
    if (openapi === undefined && url === undefined)
      context.addIssue({ code: 'custom', path: ['url'], message: 'is needed' });
    if (openapi === undefined && only !== undefined) {
      context.addIssue({ code: 'custom', path: ['only'], message: 'goes with openapi' });
    }
  });
export type RestSettings = z.output<typeof restSettingsSchema>;
