import type { Row, Value } from '@caruso/storage-manager/contract';
import { fromColumn } from '../columns/column-values.js';
import { objectKey } from '../contract/index.js';
import type { BusinessObject } from '../contract/index.js';
import type { Attribute, ClassModel } from '../model/class-model.js';
import { mayRead } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import type { ClassTable } from '../tables/table-definition.js';
import { stored } from '../tables/table-definition.js';

/** A row as its class sees it, with everything in it: never shown as it is. */
export interface ObjectRow {
  /** ObjectRef.key; empty for keyless views. */
  readonly key: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly version: number | null;
}

export function toObjectRow(model: ClassModel, table: ClassTable, row: Row): ObjectRow {
  const values = Object.fromEntries(
    stored(model).map((attribute) => [
      attribute.name,
      fromColumn(attribute, row[attribute.column ?? ''], !table.managed),
    ]),
  );
  const version = row['version'];
  return {
    key: keyOf(model, values),
    values,
    version: table.versioned && typeof version === 'number' ? version : null,
  };
}

export function keyOf(model: ClassModel, values: Readonly<Record<string, Value>>): string {
  return objectKey(
    model.key.map((name) => {
      const value = values[name];
      return typeof value === 'number' ? value : String(value ?? '');
    }),
  );
}

/** What the caller may see of an object: derived attributes and the title are made of the attributes she may read, so that they tell nothing else. */
export function present(model: ClassModel, caller: Caller, row: ObjectRow): BusinessObject {
  const visible = [...model.attributes.values()].filter((attribute) => mayRead(attribute, caller));
  const values: Record<string, Value> = {};
  for (const attribute of visible) if (!attribute.derived) values[attribute.name] = row.values[attribute.name] ?? null;
  const scope = expressionScope(model, values);
  for (const attribute of visible)
    if (attribute.derived) values[attribute.name] = derivedValue(attribute, attribute.derived.evaluate(scope));
  const title = model.title.render(expressionScope(model, values), 'en').trim();
  return {
    ref: { class: model.name, key: row.key },
    title: title === '' ? [model.label['en'] ?? model.name, row.key].join(' ').trim() : title,
    values,
    ...(row.version === null ? {} : { version: row.version }),
  };
}

/** Every attribute, null when it is not there; decimals as numbers, as the expression language has them. */
export function expressionScope(
  model: ClassModel,
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    [...model.attributes.values()].map((attribute) => {
      const value = values[attribute.name] ?? null;
      const decimal = attribute.type === 'decimal' || attribute.type === 'money';
      return [attribute.name, decimal && typeof value === 'string' ? Number(value) : value];
    }),
  );
}

function derivedValue(attribute: Attribute, result: unknown): Value {
  if (result === undefined || result === null) return null;
  if ((attribute.type === 'decimal' || attribute.type === 'money') && typeof result === 'number')
    return Number.isFinite(result) ? result.toFixed(attribute.scale ?? 2) : null;
  return result as Value;
}
