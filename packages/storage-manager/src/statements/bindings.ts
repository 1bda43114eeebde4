import type { Dialect } from '../engines/dialect.js';

/** Collects the parameters of one statement while its text is written. */
export interface Bindings {
  readonly dialect: Dialect;
  readonly parameters: readonly unknown[];
  /** Adds a parameter and returns its placeholder. */
  add(value: unknown): string;
}

export function createBindings(dialect: Dialect): Bindings {
  const parameters: unknown[] = [];
  return {
    dialect,
    parameters,
    add: (value) => dialect.placeholder(parameters.push(value)),
  };
}
