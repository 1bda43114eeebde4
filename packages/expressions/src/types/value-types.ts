import type { ValueType } from '../contract/index.js';

export const NUMBER: ValueType = { kind: 'number' };
export const TEXT: ValueType = { kind: 'text' };
export const BOOLEAN: ValueType = { kind: 'boolean' };
export const DATE: ValueType = { kind: 'date' };
export const TIME: ValueType = { kind: 'time' };
export const DATE_AND_TIME: ValueType = { kind: 'date and time' };
export const DURATION: ValueType = { kind: 'duration' };
export const NULL: ValueType = { kind: 'null' };
export const UNKNOWN: ValueType = { kind: 'unknown' };

export function listOf(of: ValueType): ValueType {
  return { kind: 'list', of };
}

/** Null fits everywhere and unknown is looked at when the expression runs. */
export function isOpen({ kind }: ValueType): boolean {
  return kind === 'unknown' || kind === 'null';
}

/** Whether a value of the type `given` may stand where `wanted` is. */
export function accepts(wanted: ValueType, given: ValueType): boolean {
  if (isOpen(wanted) || isOpen(given)) return true;
  if (wanted.kind === 'list' && given.kind === 'list') return accepts(wanted.of, given.of);
  if (wanted.kind === 'object' && given.kind === 'object')
    return wanted.name === given.name || hasFields(given, wanted);
  return wanted.kind === given.kind;
}

/** The type of a value that is of one of these types. */
export function join(types: readonly ValueType[]): ValueType {
  const known = types.filter(({ kind }) => kind !== 'null');
  const [first, ...others] = known;
  if (first === undefined) return types.length === 0 ? UNKNOWN : NULL;
  return others.every((other) => sameType(first, other)) ? first : UNKNOWN;
}

export function describeType(type: ValueType): string {
  if (type.kind === 'list') return `list of ${describeType(type.of)}`;
  return type.kind === 'object' ? type.name : type.kind;
}

function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'list' && b.kind === 'list') return sameType(a.of, b.of);
  if (a.kind === 'object' && b.kind === 'object')
    return a === b || (a.name === b.name && hasFields(a, b) && hasFields(b, a));
  return a.kind === b.kind;
}

function hasFields(given: ValueType & { kind: 'object' }, wanted: ValueType & { kind: 'object' }): boolean {
  return Object.entries(wanted.fields).every(([name, type]) => {
    const field = Object.hasOwn(given.fields, name) ? given.fields[name] : undefined;
    return field !== undefined && (field === type || (field.kind === type.kind && accepts(type, field)));
  });
}
