import { CarusoError } from '@caruso/core-service-manager/contract';
import {
  fillTemplate,
  pick,
  placeholders,
  schemaOf,
  systemNotThere,
  systemRefuses,
  wrongRequest,
} from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import type { HttpAnswer } from '../http/http-connection.js';
import { excerpt } from '../http/http-error.js';
import { settleNumbers } from './exact-numbers.js';
import { fillBody, fillParameter } from './fill-body.js';
import type { ErrorMemberSettings, RestOperationSettings } from './operation-settings.js';
import { pathText } from './path-text.js';
import { readExactJson } from './read-json.js';
import type { RestOperation, RestRequest } from './rest-operation.js';

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/**
 * An operation as it stands in YAML.
 * @throws CarusoError `invalid` for a placeholder of the path that the input does not have.
 */
export function describedOperation(system: string, name: string, settings: RestOperationSettings): RestOperation {
  const { method, summary, timeoutMs, errorMessage, ifMatch, etag, paging } = settings;
  const input = schemaOf(settings.input, { unknownFields: 'refused' });
  if (!(input instanceof z.ZodObject)) throw invalid(name, 'input must be an object: {field: shape}');
  for (const path of placeholders(settings.path)) {
    if (!Object.hasOwn(input.shape, path.split('.', 1)[0] ?? '')) {
      throw invalid(name, `the path takes {${path}}, which is no field of the input`);
    }
  }
  if (ifMatch !== undefined && !Object.hasOwn(input.shape, ifMatch)) {
    throw invalid(name, `ifMatch names "${ifMatch}", which is no field of the input`);
  }
  return {
    name,
    summary,
    method,
    input,
    output: schemaOf(settings.output),
    idempotent: settings.idempotent ?? IDEMPOTENT.has(method),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(etag === undefined ? {} : { etag }),
    ...(paging === undefined ? {} : { paging }),
    request: (given) => requestOf(system, settings, given),
    read: (answer) => outputOf(system, name, settings, answer),
  };
}

function requestOf(
  system: string,
  settings: RestOperationSettings,
  input: Readonly<Record<string, unknown>>,
): RestRequest {
  const { method, body } = settings;
  const headers = Object.entries(settings.headers).flatMap(([name, template]) => {
    const value = fillParameter(template, input);
    return value === undefined || value === null ? [] : [[name.toLowerCase(), String(value)]];
  });
  const expected = settings.ifMatch === undefined ? undefined : input[settings.ifMatch];
  if (typeof expected === 'string') headers.push(['if-match', expected]);
  const filled = body === undefined ? undefined : fillBody(body, input);
  if (filled !== undefined) headers.push(['content-type', settings.contentType ?? contentType(filled)]);
  return {
    method,
    path: fillTemplate(settings.path, input, (text) => pathText(system, text)),
    query: Object.entries(settings.query).flatMap(([name, template]) => pairs(name, fillParameter(template, input))),
    headers: Object.fromEntries(headers),
    ...(filled === undefined ? {} : { body: typeof filled === 'string' ? filled : JSON.stringify(filled) }),
  };
}

function contentType(body: unknown): string {
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}

function pairs(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map((item) => [name, String(item)] as const) : [[name, String(value)]];
}

function outputOf(system: string, name: string, settings: RestOperationSettings, answer: HttpAnswer): unknown {
  if (settings.answer === 'text') return answer.text;
  const body = readExactJson(system, name, answer);
  const error =
    settings.error === undefined ? undefined : errorIn(system, settings.error, settleNumbers(body, undefined));
  if (error !== undefined) throw error;
  const value = settleNumbers(pick(body, settings.pick), settings.output);
  if (settings.etag === undefined || typeof value !== 'object' || value === null) return value;
  return { ...value, [settings.etag]: answer.headers['etag'] ?? null };
}

/** An error that travels inside an answer with status 200. */
function errorIn(system: string, settings: ErrorMemberSettings, body: unknown): CarusoError | undefined {
  const found = pick(body, settings.path);
  if (found === undefined || found === null || found === false) return undefined;
  const message = typeof found === 'string' ? found : pick(found, settings.message);
  const code = pick(found, settings.code);
  const legacy = {
    message: excerpt(typeof message === 'string' ? message : JSON.stringify(found)),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
  };
  const meaning = settings.codes[String(code)] ?? 'refused';
  if (meaning === 'unavailable')
    return systemNotThere(system, `${system} is not available now: ${legacy.message}`, legacy);
  if (meaning === 'refused') return systemRefuses(system, `${system} refuses: ${legacy.message}`, legacy);
  return wrongRequest(system, `${system} says: ${legacy.message}`, legacy, meaning);
}

function invalid(operation: string, message: string): CarusoError {
  return new CarusoError('invalid', `operations.${operation}: ${message}`, { operation });
}
