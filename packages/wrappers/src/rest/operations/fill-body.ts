import { fillTemplate, pick } from '@caruso/core-service-manager/wrapper-kit';

const WHOLE = /^\{([A-Za-z_][\w-]*(?:\.[\w-]+)*)(:number)?\}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** ECMAScript 2026: a number with its digits kept; TypeScript's library does not know it yet. */
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;

/**
 * A body's template with the input's fields in it. Text that is one placeholder alone takes the value as it is, and disappears
 * with its member when there is none; `{amount:number}` writes a decimal's digits as a JSON number.
 * @throws CarusoError `invalid` that names a placeholder inside a longer text for which there is no value.
 */
export function fillBody(template: unknown, input: unknown): unknown {
  if (typeof template === 'string') return fillText(template, input);
  if (Array.isArray(template))
    return template.map((item) => fillBody(item, input)).filter((item) => item !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, value]) => {
      const filled = fillBody(value, input);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
}

function fillText(template: string, input: unknown): unknown {
  const whole = WHOLE.exec(template);
  if (whole === null) return fillTemplate(template, input);
  const value = pick(input, whole[1] ?? '');
  if (whole[2] === undefined || typeof value !== 'string' || !DECIMAL.test(value)) return value;
  // JSON has no number with a leading zero.
  return rawJson(value.replace(/^(-?)0+(?=\d)/, '$1'));
}

/** What a placeholder alone stands for, or the filled text; undefined when there is no value. */
export function fillParameter(template: string | number | boolean, input: unknown): unknown {
  return typeof template === 'string' ? fillText(template, input) : template;
}
