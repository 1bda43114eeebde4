import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import SwaggerParser from '@apidevtools/swagger-parser';
import { CarusoError, isCarusoError } from '@caruso/core-service-manager/contract';

export type JsonObject = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.0 or 3.1 document whose references are all local (`#/...`). */
export interface OpenApiDocument {
  readonly root: JsonObject;
  /** Follows `$ref`, also several. @throws CarusoError `invalid` for one that leads nowhere or in a circle. */
  resolve(value: unknown): JsonObject;
  /** What a local reference points at (RFC 6901). */
  at(reference: string): unknown;
}

/**
 * Reads a document, JSON or YAML; other files that it refers to must lie in `folder`, nothing is fetched from elsewhere.
 * @throws CarusoError `invalid` that names the file and what is wrong.
 */
export async function openApiDocument(file: string, folder: string): Promise<OpenApiDocument> {
  try {
    const root = await SwaggerParser.bundle(file, {
      resolve: { http: false, file: false, inFolder: inFolder(await realpath(folder)) },
    });
    return documentOf(root as unknown as JsonObject, file);
  } catch (error) {
    if (isCarusoError(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new CarusoError('invalid', `${file}: ${message}`, { file }, { cause: error });
  }
}

export function documentOf(root: JsonObject, file: string): OpenApiDocument {
  const version = root['openapi'];
  if (typeof version !== 'string' || !/^3\.[01]\./.test(version)) {
    throw new CarusoError('invalid', `${file} is not an OpenAPI 3.0 or 3.1 document (convert Swagger 2.0 first)`, {
      file,
      version: version ?? null,
    });
  }
  const at = (reference: string): unknown => pointed(root, reference, file);
  return {
    root,
    at,
    resolve(value) {
      let found = value;
      for (let steps = 0; isObject(found) && typeof found['$ref'] === 'string'; steps += 1) {
        if (steps === 50) throw new CarusoError('invalid', `${file}: ${found['$ref']} refers to itself`, { file });
        found = at(found['$ref']);
      }
      return isObject(found) ? found : {};
    },
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointed(root: JsonObject, reference: string, file: string): unknown {
  let found: unknown = root;
  for (const part of reference.replace(/^#\/?/, '').split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? (found as JsonObject)[key] : undefined;
  }
  if (found === undefined) throw new CarusoError('invalid', `${file}: ${reference} leads nowhere`, { file, reference });
  return found;
}

function inFolder(folder: string) {
  return {
    order: 1,
    canRead: true,
    async read({ url }: { readonly url: string }): Promise<string> {
      const named = url.startsWith('file:') ? fileURLToPath(url) : decodeURIComponent(url);
      if (/^[a-z][a-z0-9+.-]+:/i.test(named)) throw new Error(`${url} is not a file; nothing is fetched`);
      const file = await realpath(named);
      const inside = path.relative(folder, file);
      if (inside.startsWith('..') || path.isAbsolute(inside)) throw new Error(`${named} lies outside of ${folder}`);
      return readFile(file, 'utf8');
    },
  };
}
