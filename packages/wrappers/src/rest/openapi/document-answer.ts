import { z } from 'zod';
import { isJson } from './document-body.js';
import { isObject } from './openapi-document.js';
import type { JsonObject, OpenApiDocument } from './openapi-document.js';
import { readSchema } from './schema-reader.js';

export interface DocumentAnswer {
  readonly schema: z.ZodType;
  /** The answer is text, not JSON. */
  readonly text: boolean;
  readonly notes: readonly string[];
  readonly obstacle?: string;
}

/** What comes back when all is well: the 2xx answers (all of them when they differ), else `default`; null for one without a body. */
export function documentAnswer(document: OpenApiDocument, source: JsonObject): DocumentAnswer {
  const responses = isObject(source['responses']) ? source['responses'] : {};
  const good = Object.keys(responses).filter((status) => /^2(\d\d|XX)$/i.test(status));
  const chosen = good.length > 0 ? good.toSorted() : Object.keys(responses).filter((status) => status === 'default');
  const schemas = new Map<string, z.ZodType>();
  const notes: string[] = [];
  let text = false;
  for (const status of chosen) {
    const content = document.resolve(responses[status])['content'];
    const kinds = Object.keys(isObject(content) ? content : {});
    const json = kinds.find(isJson);
    if (kinds.length === 0) schemas.set('null', z.null());
    else if (json !== undefined && isObject(content)) {
      const kind = content[json];
      const schemaSource = isObject(kind) ? kind['schema'] : undefined;
      const read = readSchema(document, schemaSource ?? {}, 'output', 'answer');
      notes.push(...read.unchecked.map((what) => `not checked: ${what}`));
      schemas.set(JSON.stringify(schemaSource), read.schema);
    } else if (kinds.some((kind) => kind.startsWith('text/'))) text = true;
    else
      return { schema: z.null(), text, notes, obstacle: `its answer is ${kinds.join(' or ')}, neither JSON nor text` };
  }
  if (text) return { schema: z.string(), text, notes };
  const [first, second, ...others] = [...schemas.values()];
  if (first === undefined) return { schema: z.json(), text, notes };
  return { schema: second === undefined ? first : z.union([first, second, ...others]), text, notes };
}
