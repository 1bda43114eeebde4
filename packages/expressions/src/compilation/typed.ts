import type { Scope, ValueType } from '../contract/index.js';
import { NULL, UNKNOWN } from '../types/value-types.js';

/** Computes a value; never throws. Locals are the variables of loops and filters, each at the place its frame says. */
export type Run = (scope: Scope, locals: unknown[]) => unknown;

/** A checked and compiled part of an expression. */
export interface Typed {
  readonly type: ValueType;
  readonly run: Run;
  /** The path in the scope whose value this is. */
  readonly path?: readonly string[] | undefined;
  /** Depends on neither scope nor time. */
  readonly constant: boolean;
}

const nowhere: Scope = Object.freeze({});

export function constant(value: unknown, type: ValueType): Typed {
  return { type, run: () => value, constant: true };
}

/** Stands in for what had a problem: of unknown type, so that one mistake makes one problem. */
export const broken: Typed = { type: UNKNOWN, run: () => null, constant: false };

/** A part computed from others, in advance if they are constant. */
export function computed(type: ValueType, parts: readonly Typed[], run: Run): Typed {
  if (!parts.every((part) => part.constant)) return { type, run, constant: false };
  const value = run(nowhere, []);
  // Lists and contexts are made anew each time: whoever gets one may change it.
  if (typeof value === 'object' && value !== null) return { type, run, constant: true };
  return constant(value, value === null && type.kind === 'unknown' ? NULL : type);
}

/** The value of a constant part. */
export function constantValue({ run }: Typed): unknown {
  return run(nowhere, []);
}
