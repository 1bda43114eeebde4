import { CarusoError } from '@caruso/core-service-manager/contract';
import type { z } from 'zod';
import { isTextColumn, toComparand } from '../columns/column-values.js';
import { allOf, anyOf, comparison, hasNoValue, oneOf } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import type { filterSchema } from '../contract/index.js';
import type { Attribute, ClassModel } from '../model/class-model.js';
import { mayRead } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import type { Page } from './object-reader.js';

type FilterItem = z.output<typeof filterSchema>[number];
type Scalar = string | number | boolean | null;

/** An attribute that the caller may ask for. One that is hidden from her is refused in the words for one that does not exist: asking tells nothing. */
export function askable(model: ClassModel, caller: Caller, name: string): Attribute {
  const attribute = model.attributes.get(name);
  if (!attribute || !mayRead(attribute, caller))
    throw new CarusoError('invalid', `${model.name} has no attribute "${name}"`, {
      class: model.name,
      attributes: { [name]: 'unknown attribute' },
    });
  if (attribute.column === null)
    throw new CarusoError('invalid', `${model.name}.${name} is computed: it can be neither a filter nor an order`, {
      class: model.name,
      attributes: { [name]: 'derived' },
    });
  return attribute;
}

/** Throws `invalid` naming the attribute. */
export function queryFilter(model: ClassModel, caller: Caller, items: readonly FilterItem[]): RowFilter {
  return allOf(items.map((item) => itemFilter(model, askable(model, caller, item.attribute), item)));
}

function itemFilter(model: ClassModel, attribute: Attribute, { op, value }: FilterItem): RowFilter {
  const wrong = (message: string): CarusoError =>
    new CarusoError('invalid', `${model.name}.${attribute.name}: ${message}`, {
      class: model.name,
      attributes: { [attribute.name]: message },
    });
  const comparable = (given: Scalar): Scalar => {
    if (given !== null && toComparand(attribute, given) === undefined)
      throw wrong(`${JSON.stringify(given)} is not of type ${attribute.type}`);
    return given;
  };
  if (op === 'is-null') return hasNoValue(attribute);
  if (op === 'in') {
    if (!Array.isArray(value) || value.length > 1000) throw wrong('"in" wants a list of at most 1000 values');
    return oneOf(attribute, value.map(comparable));
  }
  if (value === undefined || Array.isArray(value)) throw wrong(`"${op}" wants one value`);
  if (op !== 'contains' && op !== 'starts-with') return comparison(attribute, op, comparable(value));
  if (!isWordy(attribute) || typeof value !== 'string') throw wrong(`"${op}" compares text`);
  return textMatch(attribute, op, value);
}

function isWordy(attribute: Attribute): boolean {
  return isTextColumn(attribute) && attribute.type !== 'date' && attribute.type !== 'boolean';
}

function textMatch(attribute: Attribute, op: 'contains' | 'starts-with', value: string): RowFilter {
  return value.includes('\0') ? false : { column: attribute.column ?? '', op, value };
}

/** Every word in any of the search attributes that the caller may read. */
export function searchFilter(model: ClassModel, caller: Caller, text: string): RowFilter {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10);
  const attributes = model.search
    .flatMap((name) => model.attributes.get(name) ?? [])
    .filter((attribute) => mayRead(attribute, caller));
  return allOf(
    words.map((word) =>
      anyOf(
        attributes.map((attribute) =>
          isWordy(attribute) ? textMatch(attribute, 'contains', word) : comparison(attribute, '=', word),
        ),
      ),
    ),
  );
}

export function queryOrder(model: ClassModel, caller: Caller, orderBy: Page['orderBy']): Page['orderBy'] {
  for (const order of orderBy) {
    const attribute = askable(model, caller, order.attribute);
    if (attribute.type === 'json')
      throw new CarusoError('invalid', `${model.name}.${order.attribute} has no order`, { class: model.name });
  }
  return orderBy;
}
