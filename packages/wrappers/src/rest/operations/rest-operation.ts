import type { z } from 'zod';
import type { HttpAnswer } from '../http/http-connection.js';
import type { PagingSettings } from '../paging/paging-settings.js';

/** One request to the system, without secrets: what a recording knows it by. */
export interface RestRequest {
  readonly method: string;
  /** Behind the base address, placeholders filled in and encoded; or an absolute address in the same origin (the next page). */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An operation of a REST system, from an OpenAPI document or written by hand. */
export interface RestOperation {
  readonly name: string;
  readonly summary: string;
  readonly method: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  readonly idempotent: boolean;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  /** The input's field that holds the body as a whole; undefined: the body's template takes fields of the input. */
  readonly bodyField?: string;
  /** The input's field that travels as `If-Match`. */
  readonly ifMatch?: string;
  /** The output's field that takes the answer's `ETag`. */
  readonly etag?: string;
  /** Where the system's message stands in an answer that is an error. */
  readonly errorMessage?: string;
  readonly paging?: PagingSettings;
  /** @throws CarusoError `invalid` that names what is missing or wrong. */
  request(input: Readonly<Record<string, unknown>>): RestRequest;
  /** @throws CarusoError when the answer is not what the operation says, or tells of an error in its own way. */
  readonly read: (answer: HttpAnswer) => unknown;
}
