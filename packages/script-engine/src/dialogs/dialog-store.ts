import type { ObjectRef, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Condition, NewEvent, NewTask, Storage, WriteStep } from '@caruso/storage-manager/contract';
import type { ScriptFile } from '../gate/gate.js';
import type { ScriptEdition } from '../scripts/script-library.js';
import type { DialogStatus } from './dialog-life.js';
import { recordFromRow, recordToRow } from './dialog-record.js';
import type { DialogRecord } from './dialog-record.js';
import { dialogTable, dialogTables, gateTable, scriptTable } from './dialog-tables.js';

export interface DialogFilter {
  readonly contact?: string | undefined;
  readonly customer?: ObjectRef | undefined;
  readonly owner?: string | undefined;
  readonly statuses?: readonly DialogStatus[] | undefined;
  readonly limit: number;
}

/** What goes with a dialog in one transaction. */
export interface Along {
  readonly tasks?: readonly NewTask[];
  readonly events?: readonly NewEvent[];
}

export interface DialogStore {
  prepare(): Promise<void>;
  read(id: string): Promise<DialogRecord | null>;
  list(filter: DialogFilter): Promise<readonly DialogRecord[]>;
  /** With the text of its script, so that it outlives a reload. */
  insert(record: DialogRecord, edition: ScriptEdition, along: Along): Promise<void>;
  /** Replaces the revision before `record.revision`; `conflict` when that is not the one kept. */
  update(record: DialogRecord, along: Along): Promise<void>;
  readScript(digest: string): Promise<ScriptFile | null>;
  /** Digests of texts that passed the gate, for GateMemory. */
  readPassed(): Promise<readonly string[]>;
  keepPassed(digests: readonly string[]): Promise<void>;
}

const store = 'own';

export function createDialogStore(storage: ServiceOf<typeof Storage>): DialogStore {
  const kept = new Set<string>();
  return {
    async prepare() {
      await storage.define({ store, tables: [...dialogTables] });
    },
    async read(id) {
      const [row] = await storage.select({
        store,
        table: dialogTable,
        where: { column: 'id', op: '=', value: id },
        limit: 1,
      });
      return row ? recordFromRow(row) : null;
    },
    async list({ contact, customer, owner, statuses, limit }) {
      const all: Condition[] = [];
      if (contact !== undefined) all.push({ column: 'contact', op: '=', value: contact });
      if (customer)
        all.push(
          { column: 'customer_class', op: '=', value: customer.class },
          { column: 'customer_key', op: '=', value: customer.key },
        );
      if (owner !== undefined) all.push({ column: 'owner', op: '=', value: owner });
      if (statuses && statuses.length > 0) all.push({ column: 'status', op: 'in', values: statuses });
      const orderBy = [
        { column: 'changed_at', direction: 'desc' as const },
        { column: 'id', direction: 'desc' as const },
      ];
      const rows = await storage.select({
        store,
        table: dialogTable,
        ...(all.length > 0 ? { where: { all } } : {}),
        orderBy,
        limit,
      });
      return rows.map(recordFromRow);
    },
    async insert(record, edition, { tasks = [], events = [] }) {
      const steps: WriteStep[] = [{ kind: 'insert', table: dialogTable, rows: [recordToRow(record)] }];
      if (!kept.has(edition.digest)) {
        const { id, version } = edition.definition;
        steps.push({
          kind: 'insert',
          table: scriptTable,
          onDuplicate: 'ignore',
          rows: [
            {
              digest: edition.digest,
              script: id,
              version,
              file: edition.file,
              text: edition.text,
              kept_at: record.startedAt,
            },
          ],
        });
      }
      await storage.write({ store, steps, tasks: [...tasks], events: [...events] });
      kept.add(edition.digest);
    },
    async update(record, { tasks = [], events = [] }) {
      const { id: _id, started_at: _startedAt, ...set } = recordToRow(record);
      const where: Condition = {
        all: [
          { column: 'id', op: '=', value: record.id },
          { column: 'revision', op: '=', value: record.revision - 1 },
        ],
      };
      await storage.write({
        store,
        steps: [{ kind: 'update', table: dialogTable, set, where, expect: 1 }],
        tasks: [...tasks],
        events: [...events],
      });
    },
    async readScript(digest) {
      const [row] = await storage.select({
        store,
        table: scriptTable,
        where: { column: 'digest', op: '=', value: digest },
        limit: 1,
      });
      return row ? { file: String(row['file']), text: String(row['text']) } : null;
    },
    async readPassed() {
      return (await storage.select({ store, table: gateTable, limit: 10_000 })).map((row) => String(row['digest']));
    },
    async keepPassed(digests) {
      if (digests.length === 0) return;
      await storage.write({
        store,
        steps: [
          { kind: 'insert', table: gateTable, onDuplicate: 'ignore', rows: digests.map((digest) => ({ digest })) },
        ],
      });
    },
  };
}
