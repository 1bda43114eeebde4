import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { NewEvent, NewTask, Value } from '@caruso/storage-manager/contract';
import { toColumn } from '../columns/column-values.js';
import type { BusinessObject } from '../contract/index.js';
import type { ClassModel } from '../model/class-model.js';
import { expressionScope, keyOf, present } from '../reading/object-row.js';
import { mayWith } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import { stored } from '../tables/table-definition.js';
import { derivedId } from './derived-id.js';
import { checkNames, invalidAttributes } from './given-values.js';
import type { Writing } from './writing.js';

export interface Creation {
  readonly values: Readonly<Record<string, Value>>;
  readonly tasks: readonly NewTask[];
  readonly events: readonly NewEvent[];
  readonly idempotencyKey: string | undefined;
}

export async function createObject(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  creation: Creation,
): Promise<BusinessObject> {
  checkNames(model, caller, Object.keys(creation.values));
  const table = await writing.gate.open(model);
  const given = withDefaults(writing, model, caller, creation);
  const writable = stored(model)
    .filter((attribute) => !attribute.bookkeeping)
    .map((attribute) => attribute.name);
  const values = await writing.checks.check(model, caller, given, writable);
  const missing = model.key.filter((name) => values[name] === null || values[name] === undefined);
  if (missing.length > 0)
    throw invalidAttributes(model, Object.fromEntries(missing.map((name) => [name, 'must be given'])));
  if (!mayWith(model, caller, 'create', values))
    throw new CarusoError('forbidden', `You may not create this ${model.name}`, { class: model.name });

  const key = keyOf(model, values);
  const now = new Date(writing.clock.now()).toISOString();
  const row = Object.fromEntries(
    writable.flatMap((name) => {
      const attribute = model.attributes.get(name);
      return attribute?.column
        ? [[attribute.column, toColumn(attribute, values[name] ?? null, table.nullable.has(attribute.column))]]
        : [];
    }),
  );
  const kept = table.managed ? { created_at: now, created_by: caller.id, updated_at: now, updated_by: caller.id } : {};
  try {
    await writing.committer.commit({
      model,
      table,
      caller,
      key,
      action: 'create',
      step: {
        kind: 'insert',
        table: model.table,
        rows: [{ ...row, ...kept, ...(table.versioned ? { version: 1 } : {}) }],
      },
      changes: Object.entries(values).flatMap(([attribute, value]) =>
        value === null ? [] : [{ attribute, old: null, new: value }],
      ),
      values,
      id:
        creation.idempotencyKey === undefined
          ? writing.newId()
          : derivedId('create', model.name, caller.kind, caller.id, creation.idempotencyKey),
      tasks: creation.tasks,
      events: creation.events,
    });
  } catch (thrown) {
    const error = asCarusoError(thrown);
    if (error.code !== 'conflict') throw error;
    const first = creation.idempotencyKey === undefined ? null : await repeated(writing, model, caller, key, values);
    if (first) return first;
    throw new CarusoError(
      'conflict',
      `${model.name} ${key}: ${error.message}`,
      { ...error.details, class: model.name, key },
      { cause: error },
    );
  }
  const made = await writing.reader.byKey(model, key);
  return shown(model, caller, key, made ?? { key, values, version: table.versioned ? 1 : null });
}

/**
 * A repetition with the same idempotency key: the whole transaction was rolled back (so tasks and events are not doubled)
 * and the object made first is the answer. With a key that the caller chose herself it must be the same object.
 */
async function repeated(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  key: string,
  values: Readonly<Record<string, Value>>,
): Promise<BusinessObject | null> {
  const row = await writing.reader.byKey(model, key);
  if (!row || !mayWith(model, caller, 'create', row.values)) return null;
  const generated = model.key.some((name) => model.attributes.get(name)?.generated);
  const same = Object.entries(values).every(
    ([name, value]) => JSON.stringify(row.values[name] ?? null) === JSON.stringify(value),
  );
  return generated || same ? shown(model, caller, key, row) : null;
}

/** Who may create but not read gets the reference and nothing else. */
function shown(model: ClassModel, caller: Caller, key: string, row: Parameters<typeof present>[2]): BusinessObject {
  if (mayWith(model, caller, 'read', row.values)) return present(model, caller, row);
  return { ref: { class: model.name, key }, title: model.label['en'] ?? model.name, values: {} };
}

function withDefaults(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  { values, idempotencyKey }: Creation,
): Readonly<Record<string, Value>> {
  const complete: Record<string, Value> = { ...values };
  const scope = {
    ...expressionScope(model, values),
    caller: { id: caller.id, name: caller.name, kind: caller.kind, roles: caller.roles, customer: caller.customer },
  };
  for (const attribute of stored(model)) {
    if (attribute.name in values) continue;
    if (attribute.generated) {
      // The caller is part of the name: nobody can reach another's object by guessing a key.
      complete[attribute.name] =
        idempotencyKey === undefined ? writing.newId() : derivedId(model.name, caller.kind, caller.id, idempotencyKey);
    } else if (attribute.default.kind === 'constant') complete[attribute.name] = attribute.default.value as Value;
    else if (attribute.default.kind === 'expression')
      complete[attribute.name] = (attribute.default.program.evaluate(scope) ?? null) as Value;
  }
  return complete;
}
