import type { Value, WriteStep } from '@caruso/storage-manager/contract';
import type { ClassModel } from '../model/class-model.js';
import type { Caller } from '../rights/caller.js';
import type { StorageService } from '../tables/table-gate.js';

export type Action = 'create' | 'update' | 'delete';
export type AttributeChange = { readonly attribute: string; readonly old: Value; readonly new: Value };

const table = 'caruso_change';

/** Who changed what when, in the store `own`. */
export interface AuditTrail {
  /** A step for the same transaction as the change itself. */
  step(entry: {
    readonly id: string;
    readonly at: string;
    readonly model: ClassModel;
    readonly key: string;
    readonly caller: Caller;
    readonly action: Action;
    readonly changes: readonly AttributeChange[];
  }): Promise<WriteStep>;
  /** Whether the change with this id was made already. */
  has(id: string): Promise<boolean>;
  read(
    model: ClassModel,
    key: string,
  ): Promise<
    readonly {
      readonly at: string;
      readonly by: string;
      readonly byName: string;
      readonly action: Action;
      readonly changes: readonly AttributeChange[];
    }[]
  >;
}

export function createAuditTrail(storage: StorageService): AuditTrail {
  let defined: Promise<unknown> | undefined;
  const open = async (): Promise<void> => {
    defined ??= storage
      .define({
        store: 'own',
        tables: [
          {
            name: table,
            columns: [
              { name: 'id', type: 'text' },
              { name: 'class', type: 'text' },
              { name: 'key', type: 'text' },
              { name: 'at', type: 'timestamp' },
              { name: 'by', type: 'text' },
              { name: 'by_name', type: 'text' },
              { name: 'action', type: 'text' },
              { name: 'changes', type: 'json' },
            ],
            primaryKey: ['id'],
            indexes: [{ columns: ['class', 'key', 'at'] }],
          },
        ],
      })
      .catch((thrown: unknown) => {
        defined = undefined;
        throw thrown;
      });
    await defined;
  };
  return {
    async step({ id, at, model, key, caller, action, changes }) {
      await open();
      const kept = changes.map((change) =>
        model.attributes.get(change.attribute)?.audited === false ? { ...change, old: null, new: null } : { ...change },
      );
      return {
        kind: 'insert',
        table,
        rows: [{ id, class: model.name, key, at, by: caller.id, by_name: caller.name, action, changes: kept }],
      };
    },
    async has(id) {
      await open();
      return (await storage.count({ store: 'own', table, where: { column: 'id', op: '=', value: id } })) > 0;
    },
    async read(model, key) {
      await open();
      const rows = await storage.select({
        store: 'own',
        table,
        where: {
          all: [
            { column: 'class', op: '=', value: model.name },
            { column: 'key', op: '=', value: key },
          ],
        },
        orderBy: [
          { column: 'at', direction: 'desc' },
          { column: 'id', direction: 'desc' },
        ],
      });
      return rows.map((row) => ({
        at: String(row['at']),
        by: String(row['by']),
        byName: String(row['by_name']),
        action: row['action'] as Action,
        changes: (row['changes'] ?? []) as unknown as readonly AttributeChange[],
      }));
    },
  };
}
