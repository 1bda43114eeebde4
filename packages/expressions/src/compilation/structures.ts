import type { Context, List } from '../syntax/expression.js';
import { join, listOf } from '../types/value-types.js';
import { withFrame } from './environment.js';
import type { Environment } from './environment.js';
import { computed } from './typed.js';
import type { Typed } from './typed.js';

export function compileList({ items }: List, environment: Environment): Typed {
  const parts = items.map((item) => environment.compile(item, environment));
  const of = join(parts.map(({ type }) => type));
  return computed(listOf(of), parts, (scope, locals) => parts.map(({ run }) => run(scope, locals)));
}

/** An entry can name those before it (DMN 1.5, 10.3.2.6). */
export function compileContext({ entries, span }: Context, environment: Environment): Typed {
  const parts: (Typed & { readonly key: string; readonly slot: number })[] = [];
  let inner = environment;
  for (const { key, value } of entries) {
    const part = inner.compile(value, inner);
    const framed = withFrame(inner, { name: key, type: part.type, path: part.path });
    parts.push({ ...part, key, slot: framed.slot });
    inner = framed.inner;
  }
  const keys = parts.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) environment.report(span, `"${twice}" is there twice`, 'Keep one of them');
  const fields = Object.fromEntries(parts.map(({ key, type }) => [key, type]));
  return computed({ kind: 'object', name: 'context', fields }, parts, (scope, locals) => {
    for (const { run, slot } of parts) locals[slot] = run(scope, locals);
    return Object.fromEntries(parts.map(({ key, slot }) => [key, locals[slot]]));
  });
}
