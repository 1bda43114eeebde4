import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { Condition, NewEvent, NewTask, Row, Value } from '@caruso/storage-manager/contract';
import { toColumn } from '../columns/column-values.js';
import { allOf, comparison } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import type { BusinessObject } from '../contract/index.js';
import type { ClassModel } from '../model/class-model.js';
import { keyFilter } from '../reading/object-reader.js';
import { present } from '../reading/object-row.js';
import type { ObjectRow } from '../reading/object-row.js';
import { mayWith, rowsFor } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';
import type { ClassTable } from '../tables/table-definition.js';
import { derivedId } from './derived-id.js';
import { isStale } from './committer.js';
import { checkNames, invalidAttributes } from './given-values.js';
import type { Writing } from './writing.js';

type Values = Readonly<Record<string, Value>>;

export interface Update {
  readonly key: string;
  readonly values: Values;
  readonly version: number | undefined;
  readonly expected: Values | undefined;
  readonly tasks: readonly NewTask[];
  readonly events: readonly NewEvent[];
  readonly idempotencyKey: string | undefined;
}

/** Attempts of an update that names neither version nor old values: somebody else may write at the same moment. */
const attempts = 5;

export async function updateObject(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  update: Update,
): Promise<BusinessObject> {
  const names = Object.keys(update.values);
  checkNames(model, caller, names);
  const fixed = names.filter((name) => model.key.includes(name));
  if (fixed.length > 0)
    throw invalidAttributes(
      model,
      Object.fromEntries(fixed.map((name) => [name, 'is part of the key and never changes'])),
    );
  const table = await writing.gate.open(model);
  const id =
    update.idempotencyKey === undefined
      ? writing.newId()
      : derivedId('update', model.name, update.key, caller.id, update.idempotencyKey);
  const repeated = update.idempotencyKey !== undefined && table.audited && (await writing.audit.has(id));
  if (repeated) return present(model, caller, await writableRow(writing, model, caller, update.key, 'read'));
  const values = await writing.checks.check(model, caller, update.values, names);
  const careful = update.version !== undefined || update.expected !== undefined;
  for (let attempt = 1; ; attempt += 1) {
    const row = await writableRow(writing, model, caller, update.key, 'update');
    checkStale(model, caller, update, row);
    const after = { ...row.values, ...values };
    if (!mayWith(model, caller, 'update', after))
      throw new CarusoError('forbidden', `You may not change ${model.name} ${update.key} in this way`, {
        class: model.name,
        key: update.key,
      });
    try {
      await writing.committer.commit({
        model,
        table,
        caller,
        key: row.key,
        action: 'update',
        ...stepOf(writing, model, table, caller, row, values, Object.keys(update.expected ?? {})),
        values: after,
        id,
        tasks: update.tasks,
        events: update.events,
      });
    } catch (thrown) {
      const error = asCarusoError(thrown);
      if (error.code !== 'conflict') throw error;
      // The same request may be running twice at this moment: then the first one's audit entry is in the way.
      const twice = update.idempotencyKey !== undefined && table.audited && (await writing.audit.has(id));
      if (twice) return present(model, caller, await writableRow(writing, model, caller, update.key, 'read'));
      if (!isStale(error))
        throw new CarusoError(
          'conflict',
          `${model.name} ${update.key}: ${error.message}`,
          { ...error.details, class: model.name, key: update.key },
          { cause: error },
        );
      if (!careful && attempt < attempts) continue;
      throw stale(model, update.key, error);
    }
    const now = (await writing.reader.byKey(model, row.key)) ?? { ...row, values: after };
    return mayWith(model, caller, 'read', now.values)
      ? present(model, caller, now)
      : { ref: { class: model.name, key: row.key }, title: model.label['en'] ?? model.name, values: {} };
  }
}

/** The row, for a caller who may do this with it: `not-found` when she may not even see it, `forbidden` when she may only see it. */
export async function writableRow(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  key: string,
  action: 'read' | 'update' | 'delete',
): Promise<ObjectRow> {
  const row = await writing.reader.byKey(model, key);
  const allowed = row !== null && mayWith(model, caller, action, row.values);
  if (row && allowed) return row;
  if (row && mayWith(model, caller, 'read', row.values))
    throw new CarusoError('forbidden', `You may not ${action} ${model.name} ${key}`, { class: model.name, key });
  throw new CarusoError('not-found', `There is no ${model.name} ${key}`, { class: model.name, key });
}

function checkStale(model: ClassModel, caller: Caller, update: Update, row: ObjectRow): void {
  if (update.version !== undefined && row.version !== null && row.version !== update.version)
    throw stale(model, update.key);
  if (!update.expected) return;
  checkNames(model, { ...caller, unlimited: true }, Object.keys(update.expected));
  // Hidden attributes are not there for her: their old values are neither confirmed nor denied.
  const visible = present(model, caller, row).values;
  if (
    Object.entries(update.expected).some(
      ([name, value]) => JSON.stringify(visible[name] ?? null) !== JSON.stringify(value),
    )
  )
    throw stale(model, update.key);
}

function stale(model: ClassModel, key: string, cause?: unknown): CarusoError {
  return new CarusoError(
    'conflict',
    `Somebody else has changed ${model.name} ${key} in the meantime`,
    { class: model.name, key },
    { cause },
  );
}

/** Without versions the old values of what changes are the lock. */
function stepOf(
  writing: Writing,
  model: ClassModel,
  table: ClassTable,
  caller: Caller,
  row: ObjectRow,
  values: Values,
  expected: readonly string[],
): {
  step: { kind: 'update'; table: string; set: Row; where: Condition; expect: number } | null;
  changes: { attribute: string; old: Value; new: Value }[];
} {
  const changes = Object.entries(values)
    .map(([attribute, value]) => ({ attribute, old: row.values[attribute] ?? null, new: value }))
    .filter((change) => JSON.stringify(change.old) !== JSON.stringify(change.new));
  const set: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = model.attributes.get(name);
    if (attribute?.column) set[attribute.column] = toColumn(attribute, value, table.nullable.has(attribute.column));
  }
  const lock: RowFilter = table.versioned
    ? { column: 'version', op: '=', value: row.version ?? 0 }
    : allOf(
        [...new Set([...changes.map((change) => change.attribute), ...expected])].map((name) => {
          const attribute = model.attributes.get(name);
          const old = row.values[name] ?? null;
          return !attribute?.column || attribute.type === 'json' || (old !== null && typeof old === 'object')
            ? true
            : comparison(attribute, '=', old);
        }),
      );
  const where = allOf([keyFilter(model, row.key), rowsFor(model, caller, 'update'), lock]);
  const kept = table.managed ? { updated_at: new Date(writing.clock.now()).toISOString(), updated_by: caller.id } : {};
  const assignments = { ...set, ...kept, ...(table.versioned ? { version: (row.version ?? 0) + 1 } : {}) };
  if (Object.keys(assignments).length === 0) return { changes, step: null };
  return {
    changes,
    step: {
      kind: 'update',
      table: model.table,
      set: assignments,
      where: typeof where === 'boolean' ? { any: [] } : where,
      expect: 1,
    },
  };
}
