import type { BuiltIn } from './built-in.js';
import { conversionFunctions } from './conversions.js';
import { listFunctions } from './lists.js';
import { numberFunctions } from './numbers.js';
import { temporalFunctions } from './temporal.js';
import { textFunctions } from './texts.js';

const all: readonly BuiltIn[] = [
  ...textFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...temporalFunctions,
  ...conversionFunctions,
];

/** All functions by name; several of one name are tried in their order. */
export const builtIns: ReadonlyMap<string, readonly BuiltIn[]> = new Map(
  all.map(({ name }) => [name, all.filter((other) => other.name === name)]),
);
