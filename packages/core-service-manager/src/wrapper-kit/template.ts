import { CarusoError } from '../contract/index.js';

/** `{customer}` or `{lines.0.amount}`: braces around anything else (JSON, for one) are left as they are. */
const PLACEHOLDER = /\{([A-Za-z_][\w-]*(?:\.[\w-]+)*)\}/g;

/**
 * Puts `values` in the place of `{a.b}` placeholders; `encode` makes each value safe for where it stands
 * (encodeURIComponent in a URL, for one). Text, numbers, booleans and dates can be filled in.
 * @throws CarusoError `invalid` that names a placeholder for which there is no value, or one that is a list or an object.
 */
export function fillTemplate(
  template: string,
  values: unknown,
  encode: (text: string) => string = (text) => text,
): string {
  return template.replace(PLACEHOLDER, (_placeholder, path: string) => encode(textAt(values, path)));
}

/** The paths of the placeholders in a template, in their order: to check it against an operation's input at the start. */
export function placeholders(template: string): readonly string[] {
  return Array.from(template.matchAll(PLACEHOLDER), ([, path]) => path ?? '');
}

/** What stands at a dotted path (`data.items`, `lines.0`); '' is the value itself; undefined where there is nothing. */
export function pick(value: unknown, path: string): unknown {
  if (path === '') return value;
  let found: unknown = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

function textAt(values: unknown, path: string): string {
  const value = pick(values, path);
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      if (value instanceof Date) return value.toISOString();
      throw new CarusoError(
        'invalid',
        value === undefined || value === null
          ? `A value for "${path}" is missing`
          : `"${path}" must be a text, a number, true or false`,
        { kind: 'wrong-request', field: path },
      );
  }
}
