import { isObject } from './openapi-document.js';

/** A parameter of an operation, as far as it says how it is written (OpenAPI 3.1 4.8.12.2). */
export interface Parameter {
  /** In the document and on the wire. */
  readonly name: string;
  /** In the input: the name, with its place behind it where two places use one name. */
  readonly field: string;
  readonly in: 'path' | 'query' | 'header';
  readonly style: string;
  readonly explode: boolean;
  /** Its value is JSON (`content`). */
  readonly json: boolean;
}

type Pair = readonly [name: string, value: string];

/** A parameter as it is written in a path or a header: `simple` style. */
export function simpleText(value: unknown, { explode, json }: Parameter): string {
  if (json) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(text).join(',');
  if (!isObject(value)) return text(value);
  const pairs = Object.entries(value).map(([key, entry]) =>
    explode ? `${key}=${text(entry)}` : `${key},${text(entry)}`,
  );
  return pairs.join(',');
}

/** A parameter as it is written in a query: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`. */
export function queryPairs(value: unknown, { name, style, explode, json }: Parameter): readonly Pair[] {
  if (json) return [[name, JSON.stringify(value)]];
  if (Array.isArray(value)) {
    if (explode) return value.map((item): Pair => [name, text(item)]);
    const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
    return [[name, value.map(text).join(separator)]];
  }
  if (!isObject(value)) return [[name, text(value)]];
  const entries = Object.entries(value);
  if (style === 'deepObject') return entries.map(([key, entry]): Pair => [`${name}[${key}]`, text(entry)]);
  return explode
    ? entries.map(([key, entry]): Pair => [key, text(entry)])
    : [[name, entries.map(([key, entry]) => `${key},${text(entry)}`).join(',')]];
}

/** A body as `application/x-www-form-urlencoded`: lists repeated, objects as JSON. */
export function formText(body: unknown): string {
  const pairs = Object.entries(isObject(body) ? body : {}).flatMap(([name, value]): readonly [string, string][] => {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value.map((item): [string, string] => [name, text(item)]) : [[name, text(value)]];
  });
  return new URLSearchParams(pairs).toString();
}

function text(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
