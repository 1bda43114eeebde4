import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import { allOf } from '../columns/conditions.js';
import type { ClassModel } from '../model/class-model.js';
import { keyFilter } from '../reading/object-reader.js';
import type { Caller } from '../rights/caller.js';
import { rowsFor } from '../rights/access.js';
import { isStale } from './committer.js';
import { derivedId } from './derived-id.js';
import { writableRow } from './update-object.js';
import type { Writing } from './writing.js';

export interface Removal {
  readonly key: string;
  readonly version: number | undefined;
  readonly idempotencyKey: string | undefined;
}

export async function removeObject(
  writing: Writing,
  model: ClassModel,
  caller: Caller,
  removal: Removal,
): Promise<{ removed: boolean }> {
  const table = await writing.gate.open(model);
  const id =
    removal.idempotencyKey === undefined
      ? writing.newId()
      : derivedId('delete', model.name, removal.key, caller.id, removal.idempotencyKey);
  if (removal.idempotencyKey !== undefined && table.audited && (await writing.audit.has(id))) return { removed: true };
  const row = await writableRow(writing, model, caller, removal.key, 'delete');
  const changed = new CarusoError(
    'conflict',
    `Somebody else has changed ${model.name} ${removal.key} in the meantime`,
    { class: model.name, key: removal.key },
  );
  if (removal.version !== undefined && row.version !== null && row.version !== removal.version) throw changed;
  const lock = table.versioned ? { column: 'version', op: '=' as const, value: row.version ?? 0 } : true;
  const where = allOf([keyFilter(model, row.key), rowsFor(model, caller, 'delete'), lock]);
  try {
    await writing.committer.commit({
      model,
      table,
      caller,
      key: row.key,
      action: 'delete',
      step: { kind: 'delete', table: model.table, where: typeof where === 'boolean' ? { any: [] } : where, expect: 1 },
      changes: Object.entries(row.values).flatMap(([attribute, old]) =>
        old === null ? [] : [{ attribute, old, new: null }],
      ),
      values: row.values,
      id,
      tasks: [],
      events: [],
    });
  } catch (thrown) {
    const error = asCarusoError(thrown);
    if (isStale(error)) throw changed;
    throw error.code === 'conflict'
      ? new CarusoError(
          'conflict',
          `${model.name} ${removal.key}: ${error.message}`,
          { ...error.details, class: model.name, key: removal.key },
          { cause: error },
        )
      : error;
  }
  return { removed: true };
}
