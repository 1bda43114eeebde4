import type { Filter } from '../syntax/expression.js';
import { accepts, BOOLEAN, describeType, isOpen, listOf, NUMBER, UNKNOWN } from '../types/value-types.js';
import { withFrame } from './environment.js';
import type { Environment } from './environment.js';
import { broken, computed } from './typed.js';
import type { Run, Typed } from './typed.js';

/** `xs[condition]` keeps the items for which it is true; `xs[n]` is the item at place n: from 1, or from the end if negative. */
export function compileFilter({ target, condition }: Filter, environment: Environment): Typed {
  const list = environment.compile(target, environment);
  const of = list.type.kind === 'list' ? list.type.of : list.type;
  const { inner, slot } = withFrame(environment, { name: undefined, type: of, path: list.path });
  const test = environment.compile(condition, inner);
  const { type } = test;
  if (!accepts(BOOLEAN, type) && !accepts(NUMBER, type)) {
    const message = `Between [ and ] this is a ${describeType(type)}`;
    environment.report(condition.span, message, 'Write a condition on the items, or the number of an item');
    return broken;
  }
  if (type.kind === 'number') {
    return computed(of, [list, test], (scope, locals) =>
      itemAt(items(list.run(scope, locals)), test.run(scope, locals)),
    );
  }
  const path = list.path;
  const kept = keepRun(list.run, test.run, slot, isOpen(type));
  return { ...computed(isOpen(type) ? UNKNOWN : listOf(of), [list, test], kept), path };
}

function keepRun(list: Run, test: Run, slot: number, mayBePlace: boolean): Run {
  return (scope, locals) => {
    const all = items(list(scope, locals));
    if (mayBePlace) {
      locals[slot] = null;
      const place = test(scope, locals);
      if (typeof place === 'number') return itemAt(all, place);
    }
    return all.filter((item) => {
      locals[slot] = item;
      return test(scope, locals) === true;
    });
  };
}

/** One value counts as a list of it, null as none (DMN 1.5, 10.3.2.9.4). */
export function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value == null ? [] : [value];
}

function itemAt(list: readonly unknown[], place: unknown): unknown {
  if (typeof place !== 'number' || !Number.isInteger(place) || place === 0) return null;
  return list.at(place > 0 ? place - 1 : place) ?? null;
}
