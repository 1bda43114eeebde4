import { CarusoError } from '@caruso/core-service-manager/contract';
import type { RestOperation } from '../operations/rest-operation.js';
import { documentOperation } from './document-operation.js';
import type { OperationExtras } from './operation-extras.js';
import { memberName } from './member-name.js';
import { isObject } from './openapi-document.js';
import type { OpenApiDocument } from './openapi-document.js';

export interface DocumentOperations {
  readonly operations: readonly RestOperation[];
  /** What is not offered or not checked, with the reason, for the log. */
  readonly notes: readonly string[];
}

export interface DocumentChoice {
  readonly system: string;
  /** operationIds or member names; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** By operationId or member name. */
  readonly extras: Readonly<Record<string, OperationExtras>>;
  /** False: answers are taken as they come. */
  readonly checkAnswers: boolean;
}

const METHODS = ['get', 'put', 'post', 'delete', 'head', 'patch'] as const;

/**
 * The operations of a document.
 * @throws CarusoError `invalid` that names those in `only` or `extras` that the document does not have, or that cannot be offered.
 */
export function documentOperations(document: OpenApiDocument, choice: DocumentChoice): DocumentOperations {
  const { only, extras } = choice;
  const wanted = new Set(only);
  const known = new Set<string>();
  const taken = new Set<string>();
  const operations: RestOperation[] = [];
  const notes: string[] = [];
  const noted = new Map<string, readonly string[]>();
  const paths = document.root['paths'];
  for (const [path, itemSource] of Object.entries(isObject(paths) ? paths : {})) {
    const item = document.resolve(itemSource);
    for (const method of METHODS) {
      const source = item[method];
      if (!isObject(source)) continue;
      const id = typeof source['operationId'] === 'string' ? source['operationId'] : `${method} ${path}`;
      const name = freeName(memberName(id), taken);
      known.add(id).add(name);
      taken.add(name);
      if (only !== undefined && !wanted.has(id) && !wanted.has(name)) continue;
      const made = documentOperation(document, {
        ...choice,
        name,
        path,
        method,
        item,
        source,
        extras: extras[id] ?? extras[name],
      });
      if (made.operation === undefined) {
        const note = `${name} is not offered: ${made.notes.join('; ')}`;
        if (only !== undefined) throw new CarusoError('invalid', note, { operation: name });
        notes.push(note);
        continue;
      }
      operations.push(made.operation);
      for (const note of made.notes) noted.set(note, [...(noted.get(note) ?? []), name]);
    }
  }
  const unknown = [...wanted, ...Object.keys(extras)].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new CarusoError('invalid', `The document has no operation ${unknown.join(', ')}`, { operations: unknown });
  }
  return { operations, notes: [...notes, ...Array.from(noted, ([note, names]) => `${note} (${counted(names)})`)] };
}

function counted([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let suffix = 2; taken.has(free); suffix += 1) free = `${name}${suffix}`;
  return free;
}
