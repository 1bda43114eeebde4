import type { ValueType } from '../contract/index.js';
import type { TimeSource } from '../compilation/environment.js';
import { describeType } from '../types/value-types.js';

export interface Parameter {
  readonly name: string;
  /** `unknown` takes everything, null too; every other parameter makes the function's result null when it is null. */
  readonly type: ValueType;
  /** Null counts as left out. */
  readonly nullable?: boolean;
}

/** One function of the language, or one of several with the same name. */
export interface BuiltIn {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** How many parameters at the end may be left out. */
  readonly optional?: number;
  /** The one parameter, a list, may also be given item by item. */
  readonly spread?: boolean;
  readonly result: ValueType | ((given: readonly ValueType[]) => ValueType);
  /** Depends on the time. */
  readonly timed?: boolean;
  /** Gets as many arguments as were given, of the parameters' types. Undefined and null are both null. */
  readonly run: (given: readonly unknown[], time: TimeSource) => unknown;
}

/** `substring(string: text, start: number, length?: number)` */
export function describeSignature({ name, parameters, optional = 0, spread }: BuiltIn): string {
  const shown = parameters.map((parameter, index) => {
    const mark = index >= parameters.length - optional ? '?' : '';
    return `${parameter.name}${mark}: ${describeType(parameter.type)}`;
  });
  return `${name}(${shown.join(', ')}${spread === true ? ', or its items' : ''})`;
}
