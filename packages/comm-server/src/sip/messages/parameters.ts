import type { Parameter } from './message.js';
import { readQuoted, splitOutsideQuotes } from './quoted-text.js';

/** RFC 3261 25.1 `token`. */
export const tokenPattern = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

// Names may also hold what URI parameters allow (RFC 3261 25.1 param-unreserved).
const namePattern = /^[A-Za-z0-9\-.!%*_+`'~[\]/:&$()]+$/;
const valuePattern = /^[^\s;,"<>=?]+$/;

const parseParameter = (text: string): Parameter | null => {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).trim().toLowerCase();
  if (!namePattern.test(name)) return null;
  if (equals < 0) return { name, value: null };
  const value = text.slice(equals + 1).trim();
  if (value.startsWith('"')) return readQuoted(value, 0)?.end === value.length ? { name, value } : null;
  return valuePattern.test(value) ? { name, value } : null;
};

/** Parses `;a=b;c` (or an empty text). Null when a parameter is empty or malformed. */
export const parseParameters = (text: string): readonly Parameter[] | null => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!trimmed.startsWith(';')) return null;
  const parts = splitOutsideQuotes(trimmed.slice(1), ';');
  if (parts === null) return null;
  const parameters: Parameter[] = [];
  for (const part of parts) {
    const parameter = parseParameter(part);
    if (parameter === null) return null;
    parameters.push(parameter);
  }
  return parameters;
};

export const serializeParameters = (parameters: readonly Parameter[]): string =>
  parameters.map(({ name, value }) => (value === null ? `;${name}` : `;${name}=${value}`)).join('');

/** The value; '' for a bare name; null when it is absent. */
export const parameterValue = (parameters: readonly Parameter[], name: string): string | null => {
  const found = parameters.find((parameter) => parameter.name === name);
  return found === undefined ? null : (found.value ?? '');
};

/** Replaces the parameter where it stands, or appends it. */
export const withParameter = (
  parameters: readonly Parameter[],
  name: string,
  value: string | null,
): readonly Parameter[] =>
  parameters.some((parameter) => parameter.name === name)
    ? parameters.map((parameter) => (parameter.name === name ? { name, value } : parameter))
    : [...parameters, { name, value }];
