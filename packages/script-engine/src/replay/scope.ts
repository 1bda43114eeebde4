import type { ValueType } from '@caruso/expressions/contract';
import type { Channel } from '../contract/index.js';
import type { Definition, Json } from '../definition/definition.js';
import type { DialogState } from './dialog-state.js';

/** What expressions may ask about the dialog and who leads it. */
export interface DialogFacts {
  readonly dialog: {
    readonly id: string;
    readonly channel: Channel;
    readonly language: string;
    readonly customer: string | null;
    readonly contact: string | null;
  };
  readonly caller: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly roles: readonly string[];
    readonly customer: string | null;
  };
}

export type MutableScope = Record<string, unknown>;

/** The scope at the start of the path: data, no answers yet. `var`s are computed when they are asked for. */
export function createScope(definition: Definition, state: DialogState, facts: DialogFacts): MutableScope {
  const scope: MutableScope = { dialog: { ...facts.dialog, attempts: 0 }, caller: facts.caller };
  for (const node of definition.nodes.values()) {
    if (node.kind === 'question') scope[node.id] = null;
    if (node.kind === 'lookup') scope[node.as] = null;
  }
  for (const { name, valueType } of definition.data) scope[name] = scopeValue(state.data[name] ?? null, valueType);
  for (const { name, value } of definition.variables) {
    Object.defineProperty(scope, name, {
      enumerable: true,
      configurable: true,
      get: () => value.program?.evaluate(scope) ?? null,
    });
  }
  return scope;
}

/** Exact decimals arrive as text; the expression language counts with numbers. */
export function scopeValue(value: Json, type: ValueType): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'number' && typeof value === 'string') return Number(value);
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => scopeValue(item, type.of));
  if (type.kind === 'object' && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, scopeValue(field, type.fields[name] ?? { kind: 'unknown' })]),
    );
  }
  return value;
}
