import { z } from 'zod';
import { isObject } from './openapi-document.js';
import type { JsonObject, OpenApiDocument } from './openapi-document.js';
import { formText } from './parameter-text.js';
import { readSchema } from './schema-reader.js';

export interface DocumentBody {
  readonly schema: z.ZodType;
  readonly contentType?: string;
  /** Undefined: the operation takes no body. Answers undefined for a body that is left out. */
  readonly encode?: (value: unknown) => string | undefined;
  readonly notes: readonly string[];
  readonly obstacle?: string;
}

/** The request body: JSON before a form before text; other kinds cannot be sent. */
export function documentBody(document: OpenApiDocument, source: JsonObject): DocumentBody {
  const body = document.resolve(source['requestBody']);
  const content = isObject(body['content']) ? body['content'] : {};
  const kinds = Object.keys(content);
  if (kinds.length === 0) return { schema: z.undefined(), notes: [] };
  const contentType = kinds.find(isJson) ?? kinds.find(isForm) ?? kinds.find((kind) => kind.startsWith('text/'));
  const required = body['required'] === true;
  if (contentType === undefined) {
    const what = `a body of ${kinds.join(' or ')} cannot be sent`;
    return required ? { schema: z.undefined(), notes: [], obstacle: what } : { schema: z.undefined(), notes: [what] };
  }
  const kind = content[contentType];
  const { schema, unchecked } = readSchema(
    document,
    (isObject(kind) ? kind['schema'] : undefined) ?? {},
    'input',
    'body',
  );
  const write = isJson(contentType) ? JSON.stringify : isForm(contentType) ? formText : String;
  return {
    schema: required ? schema : schema.optional(),
    contentType: contentType === '*/*' ? 'application/json' : contentType,
    encode: (value) => (value === undefined ? undefined : write(value)),
    notes: unchecked.map((what) => `not checked: ${what}`),
  };
}

export function isJson(contentType: string): boolean {
  return /^(application\/([\w.-]+\+)?json|\*\/\*)(\s*;|$)/i.test(contentType);
}

function isForm(contentType: string): boolean {
  return /^application\/x-www-form-urlencoded(\s*;|$)/i.test(contentType);
}
