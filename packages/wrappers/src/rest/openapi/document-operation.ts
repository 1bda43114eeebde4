import { z } from 'zod';
import { readJson } from '../operations/read-json.js';
import { pathText } from '../operations/path-text.js';
import type { RestOperation, RestRequest } from '../operations/rest-operation.js';
import type { OpenApiDocument, JsonObject } from './openapi-document.js';
import { documentAnswer } from './document-answer.js';
import { documentBody } from './document-body.js';
import { documentParameters } from './document-parameters.js';
import type { OperationExtras } from './operation-extras.js';
import { queryPairs, simpleText } from './parameter-text.js';
import type { Parameter } from './parameter-text.js';

export interface DocumentOperationInput {
  readonly system: string;
  readonly name: string;
  readonly path: string;
  readonly method: string;
  /** The path item and the operation in it. */
  readonly item: JsonObject;
  readonly source: JsonObject;
  readonly extras: OperationExtras | undefined;
  readonly checkAnswers: boolean;
}

/** RFC 9110 9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['get', 'head', 'put', 'delete']);

/** One operation of a document; without `operation`, the notes say why it cannot be offered. */
export function documentOperation(
  document: OpenApiDocument,
  given: DocumentOperationInput,
): { readonly operation?: RestOperation; readonly notes: readonly string[] } {
  const { system, name, path, method, item, source, extras } = given;
  const parameters = documentParameters(document, item, source, path);
  const body = documentBody(document, source);
  const answer = documentAnswer(document, source);
  const notes = [...parameters.notes, ...body.notes, ...answer.notes];
  const obstacles = [parameters.obstacle, body.obstacle, answer.obstacle].filter((reason) => reason !== undefined);
  if (obstacles.length > 0) return { notes: obstacles };

  const bodyField = body.encode === undefined ? undefined : freeField('body', parameters.shape);
  const ifMatch = extras?.ifMatch;
  const input = z.strictObject({
    ...parameters.shape,
    ...(bodyField === undefined ? {} : { [bodyField]: body.schema }),
    ...(ifMatch === undefined || Object.hasOwn(parameters.shape, ifMatch) ? {} : { [ifMatch]: z.string().optional() }),
  });

  function request(values: Readonly<Record<string, unknown>>): RestRequest {
    const said = parameters.list.flatMap((parameter): readonly (readonly [Parameter, unknown])[] => {
      const value = values[parameter.field];
      return value === undefined || value === null ? [] : [[parameter, value]];
    });
    const written = bodyField === undefined ? undefined : body.encode?.(values[bodyField]);
    const headers = said.flatMap(([parameter, value]) =>
      parameter.in === 'header' ? [[parameter.name.toLowerCase(), simpleText(value, parameter)]] : [],
    );
    const expected = ifMatch === undefined ? undefined : values[ifMatch];
    return {
      method: method.toUpperCase(),
      path: path.replace(/\{([^}]+)\}/g, (_placeholder, wanted: string) => {
        const found = said.find(([parameter]) => parameter.in === 'path' && parameter.name === wanted);
        return found === undefined ? '' : pathText(system, simpleText(found[1], found[0]));
      }),
      query: said.flatMap(([parameter, value]) => (parameter.in === 'query' ? queryPairs(value, parameter) : [])),
      headers: {
        ...Object.fromEntries(headers),
        ...(typeof expected === 'string' ? { 'if-match': expected } : {}),
        ...(written === undefined || body.contentType === undefined ? {} : { 'content-type': body.contentType }),
      },
      ...(written === undefined ? {} : { body: written }),
    };
  }

  const etag = extras?.etag;
  const output = given.checkAnswers ? answer.schema : z.json();
  const operation: RestOperation = {
    name,
    summary: summaryOf(source),
    method: method.toUpperCase(),
    input,
    output:
      etag !== undefined && output instanceof z.ZodObject ? output.extend({ [etag]: z.string().nullable() }) : output,
    idempotent: extras?.idempotent ?? IDEMPOTENT.has(method),
    ...(bodyField === undefined ? {} : { bodyField }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(etag === undefined ? {} : { etag }),
    ...(extras?.timeoutMs === undefined ? {} : { timeoutMs: extras.timeoutMs }),
    ...(extras?.errorMessage === undefined ? {} : { errorMessage: extras.errorMessage }),
    ...(extras?.paging === undefined ? {} : { paging: extras.paging }),
    request,
    read(received) {
      if (answer.text) return received.text;
      const value = readJson(system, name, received);
      if (etag === undefined || typeof value !== 'object' || value === null) return value;
      return { ...value, [etag]: received.headers['etag'] ?? null };
    },
  };
  return { operation, notes };
}

function freeField(wanted: string, shape: Readonly<Record<string, unknown>>): string {
  return Object.hasOwn(shape, wanted) ? `${wanted}Content` : wanted;
}

function summaryOf({ summary, description }: JsonObject): string {
  const text =
    typeof summary === 'string' && summary !== '' ? summary : typeof description === 'string' ? description : '';
  return text.split('\n', 1)[0]?.trim() ?? '';
}
