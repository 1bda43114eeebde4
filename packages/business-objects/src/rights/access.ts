import type { Value } from '@caruso/storage-manager/contract';
import { anyOf } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import type { Action, Attribute, ClassModel, Right } from '../model/class-model.js';
import type { Caller } from './caller.js';
import { ruleFilter } from './rule-filter.js';
import { ruleHolds } from './rule-holds.js';

/*
 * The one place where rights are decided: roles × (class, row rule, field) × action. Whoever is not named may not;
 * several rights that fit add up.
 */

function fitting(model: ClassModel, caller: Caller, action: Action): readonly Right[] {
  return model.rights.filter(
    (right) => right.actions.includes(action) && right.roles.some((role) => caller.roles.includes(role)),
  );
}

/** The rows of a class that the caller may read, update or delete. */
export function rowsFor(model: ClassModel, caller: Caller, action: Action): RowFilter {
  if (caller.unlimited) return true;
  return anyOf(
    fitting(model, caller, action).map((right) => (right.rows === null ? true : ruleFilter(right.rows, model, caller))),
  );
}

/** Whether the caller has a right of this kind at all, for some row. */
export function mayTry(model: ClassModel, caller: Caller, action: Action): boolean {
  if (model.kind === 'view' && action !== 'read') return false;
  return caller.unlimited || fitting(model, caller, action).length > 0;
}

/** The same for one object in memory: a new one, one about to change, one just deleted. */
export function mayWith(
  model: ClassModel,
  caller: Caller,
  action: Action,
  values: Readonly<Record<string, Value>>,
): boolean {
  return (
    caller.unlimited ||
    fitting(model, caller, action).some((right) => right.rows === null || ruleHolds(right.rows, model, caller, values))
  );
}

export function mayRead(attribute: Attribute, caller: Caller): boolean {
  return (
    caller.unlimited || attribute.readers === null || attribute.readers.some((role) => caller.roles.includes(role))
  );
}

export function mayWrite(attribute: Attribute, caller: Caller): boolean {
  const writers = attribute.writers ?? attribute.readers;
  return caller.unlimited || writers === null || writers.some((role) => caller.roles.includes(role));
}

/** The attributes of a class that the caller may read, by name. */
export function readableAttributes(model: ClassModel, caller: Caller): ReadonlyMap<string, Attribute> {
  return new Map([...model.attributes].filter(([, attribute]) => mayRead(attribute, caller)));
}
