import { systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import { excerpt } from '../http/http-error.js';
import type { HttpAnswer } from '../http/http-connection.js';

/** A number as the system wrote it: `12.10` stays `12.10` until it is known whether it is an amount. */
export class NumberText {
  constructor(readonly text: string) {}
}

/**
 * The JSON of an answer; null when it has no body.
 * @throws CarusoError `refused` when it is not JSON, with its beginning as the system's words.
 */
export function readJson(system: string, operation: string, answer: HttpAnswer): unknown {
  return parse(system, operation, answer);
}

/** The same with every number as `NumberText`. */
export function readExactJson(system: string, operation: string, answer: HttpAnswer): unknown {
  return parse(system, operation, answer, (_key, value, source) =>
    typeof value === 'number' && source?.source !== undefined ? new NumberText(source.source) : value,
  );
}

/** ECMAScript 2026: the reviver is told the source text; TypeScript's library does not know it yet. */
type Reviver = (key: string, value: unknown, source?: { readonly source?: string }) => unknown;

function parse(system: string, operation: string, { text, status }: HttpAnswer, reviver?: Reviver): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1]);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON';
    throw systemRefuses(system, `${system} answered ${operation} with broken JSON: ${message}`, {
      message: excerpt(text),
      code: status,
    });
  }
}
