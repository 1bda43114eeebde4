import type { ValueType } from '../contract/index.js';
import type { Name, Path } from '../syntax/expression.js';
import { temporalProperties } from '../temporal/temporal-properties.js';
import { adviseNames } from '../types/near-names.js';
import { describeType, isOpen, listOf, NUMBER, UNKNOWN } from '../types/value-types.js';
import { fieldReader, hasField } from '../values/read-field.js';
import type { Environment, Frame } from './environment.js';
import { broken, computed } from './typed.js';
import type { Typed } from './typed.js';

/** A variable: of the innermost loop or filter that has it, else of the scope. */
export function compileName({ name, span }: Name, { variables, frames, report }: Environment): Typed {
  const found = resolve(name, frames, variables);
  if (found !== undefined) return found;
  if (name.includes(' ')) {
    report(
      span,
      `Between the words of "${name}" an operator is missing`,
      'Names have no spaces; texts stand in quotes',
    );
    return broken;
  }
  const known = [...frames.flatMap(namesOf), ...Object.keys(variables)];
  report(span, `There is no "${name}" here`, adviseNames(name, known));
  return broken;
}

function resolve(name: string, frames: readonly Frame[], variables: Environment['variables']): Typed | undefined {
  const frame = frames.at(-1);
  if (frame === undefined) {
    const type = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (type === undefined) return undefined;
    const read = fieldReader(name);
    return { type, run: (scope) => read(scope), path: [name], constant: false };
  }
  const { slot, path, type } = frame;
  const isItem = frame.name === undefined;
  if (name === (isItem ? 'item' : frame.name)) {
    return { type, run: (_scope, locals) => locals[slot] ?? null, path, constant: false };
  }
  const outside = resolve(name, frames.slice(0, -1), variables);
  if (!isItem) return outside;
  const read = fieldReader(name);
  const field = type.kind === 'object' && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (field !== undefined) {
    const fieldPath = path === undefined ? undefined : [...path, name];
    return { type: field, run: (_scope, locals) => read(locals[slot]), path: fieldPath, constant: false };
  }
  if (!isOpen(type)) return outside;
  // The item's type is unknown: whether the name is a field of it only the item tells.
  return {
    type: UNKNOWN,
    run: (scope, locals) => {
      const item = locals[slot];
      return outside === undefined || hasField(item, name) ? read(item) : outside.run(scope, locals);
    },
    path: outside?.path,
    constant: false,
  };
}

function namesOf({ name, type }: Frame): readonly string[] {
  if (name !== undefined) return [name];
  return ['item', ...(type.kind === 'object' ? Object.keys(type.fields) : [])];
}

/** A field of a context, of all contexts of a list, or a built-in property of a date, time or duration. */
export function compilePath(node: Path, environment: Environment): Typed {
  const target = environment.compileTarget(node.target, environment);
  const { name, span } = node.name;
  const type = fieldType(target.type, name);
  if (type === undefined) {
    environment.report(
      span,
      `A ${describeType(target.type)} has no "${name}"`,
      adviseNames(name, fieldNames(target.type)),
    );
    return broken;
  }
  const read = fieldReader(name);
  const path = target.path === undefined ? undefined : [...target.path, name];
  return { ...computed(type, [target], (scope, locals) => read(target.run(scope, locals))), path };
}

function fieldType(type: ValueType, name: string): ValueType | undefined {
  if (isOpen(type)) return UNKNOWN;
  if (type.kind === 'object') return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
  if (type.kind === 'list') {
    const of = fieldType(type.of, name);
    return of === undefined ? undefined : listOf(of);
  }
  return Object.hasOwn(temporalProperties(type) ?? {}, name) ? NUMBER : undefined;
}

function fieldNames(type: ValueType): readonly string[] {
  if (type.kind === 'list') return fieldNames(type.of);
  return Object.keys(type.kind === 'object' ? type.fields : (temporalProperties(type) ?? {}));
}
