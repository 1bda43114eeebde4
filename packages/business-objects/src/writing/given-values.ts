import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Value } from '@caruso/storage-manager/contract';
import type { CodeTables } from '../codes/code-tables.js';
import type { Attribute, ClassModel, Model } from '../model/class-model.js';
import type { ObjectReader } from '../reading/object-reader.js';
import { mayRead, mayWrite, rowsFor } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import { checkValue } from './attribute-value.js';

type Values = Readonly<Record<string, Value>>;

export interface ValueChecks {
  /** The values in their one form. Throws `invalid` or `forbidden`; details.attributes says what is wrong with each. */
  check(model: ClassModel, caller: Caller, given: Values, attributes: readonly string[]): Promise<Values>;
}

/** Which attributes a caller may name in a write at all: `forbidden` for those that exist and are not hers. */
export function checkNames(model: ClassModel, caller: Caller, names: readonly string[]): void {
  const unknown: Record<string, string> = {};
  const foreign: Record<string, string> = {};
  for (const name of names) {
    const attribute = model.attributes.get(name);
    if (!attribute || (!mayRead(attribute, caller) && !mayWrite(attribute, caller)))
      unknown[name] = 'unknown attribute';
    else if (attribute.derived) unknown[name] = 'is computed';
    else if (attribute.bookkeeping) unknown[name] = 'is kept by the system';
    else if (!mayWrite(attribute, caller)) foreign[name] = 'you may not write it';
  }
  if (Object.keys(unknown).length > 0) throw invalidAttributes(model, unknown);
  if (Object.keys(foreign).length > 0)
    throw new CarusoError('forbidden', `You may not write ${Object.keys(foreign).join(', ')} of ${model.name}`, {
      class: model.name,
      attributes: foreign,
    });
}

export function invalidAttributes(model: ClassModel, attributes: Readonly<Record<string, string>>): CarusoError {
  const shown = Object.entries(attributes).map(([name, problem]) => `${name} ${problem}`);
  return new CarusoError('invalid', `${model.name}: ${shown.join('; ')}`, { class: model.name, attributes });
}

export function createValueChecks(classes: Model, codes: CodeTables, reader: ObjectReader): ValueChecks {
  /** A reference must lead to an object that the caller may see: to any other it answers as if there were none. */
  const leads = async (attribute: Attribute, value: Value, caller: Caller): Promise<boolean> => {
    const other = attribute.references === null ? undefined : classes.get(attribute.references);
    if (!other || value === null) return true;
    return (await reader.byKey(other, String(value), rowsFor(other, caller, 'read'))) !== null;
  };
  return {
    async check(model, caller, given, names) {
      const problems: Record<string, string> = {};
      const values: Record<string, Value> = {};
      for (const name of names) {
        const attribute = model.attributes.get(name);
        if (!attribute) continue;
        const checked = checkValue(attribute, given[name] ?? null, await codes.codesOf(model, attribute));
        if ('problem' in checked) problems[name] = checked.problem;
        else if (await leads(attribute, checked.value, caller)) values[name] = checked.value;
        else problems[name] = `there is no ${attribute.references} ${String(checked.value)}`;
      }
      if (Object.keys(problems).length > 0) throw invalidAttributes(model, problems);
      return values;
    },
  };
}
