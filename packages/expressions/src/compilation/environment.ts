import type { ValueType } from '../contract/index.js';
import type { Expression, Span } from '../syntax/expression.js';
import type { Typed } from './typed.js';

/** The time as expressions see it. */
export interface TimeSource {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** IANA name of the zone in which `today()` is; default: the machine's. */
  readonly timeZone: string | undefined;
}

/** A variable of a loop (`name`), or the item of a filter whose fields can be named directly (`name` undefined). */
export interface Frame {
  readonly name: string | undefined;
  readonly type: ValueType;
  /** Its place among the locals. */
  readonly slot: number;
  /** The path of the list it comes from. */
  readonly path: readonly string[] | undefined;
}

/** Where an expression is compiled: what it can see, and where its problems and references go. */
export interface Environment {
  readonly variables: Readonly<Record<string, ValueType>>;
  /** Innermost last. */
  readonly frames: readonly Frame[];
  readonly time: TimeSource;
  report(span: Span, message: string, advice: string): void;
  /** Compiles a part; the path it reads is recorded. */
  compile(expression: Expression, environment: Environment): Typed;
  /** Compiles a part whose value is only passed through on the way to a longer path. */
  compileTarget(expression: Expression, environment: Environment): Typed;
}

/** The environment with one more local, and the place of it. */
export function withFrame(
  environment: Environment,
  frame: Omit<Frame, 'slot'>,
): { readonly inner: Environment; readonly slot: number } {
  const slot = environment.frames.length;
  return { inner: { ...environment, frames: [...environment.frames, { ...frame, slot }] }, slot };
}
