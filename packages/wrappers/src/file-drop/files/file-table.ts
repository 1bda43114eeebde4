import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { NewTask, Row, Storage, TableDefinition, WriteStep } from '@caruso/storage-manager/contract';
import { droppedFileStateSchema } from '../../contract/file-drop.js';
import type { DroppedFile } from '../../contract/file-drop.js';
import { asideToRow, rowTable } from './row-table.js';
import type { RowAside } from './row-table.js';

const table = 'caruso_file_drop_file';

export const fileTableDefinition: TableDefinition = {
  name: table,
  columns: [
    { name: 'id', type: 'text' },
    { name: 'drop_name', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'size', type: 'bigint' },
    { name: 'modified_at', type: 'timestamp' },
    { name: 'content_hash', type: 'text' },
    { name: 'taken_at', type: 'timestamp' },
    { name: 'finished_at', type: 'timestamp', nullable: true },
    { name: 'state', type: 'text' },
    { name: 'row_count', type: 'integer' },
    { name: 'done_rows', type: 'integer' },
    { name: 'delivered', type: 'integer' },
    { name: 'bad', type: 'integer' },
    { name: 'refused', type: 'integer' },
    { name: 'batch', type: 'integer' },
    { name: 'reason', type: 'text', nullable: true },
    { name: 'sent_again', type: 'integer' },
    { name: 'moved_as', type: 'text', nullable: true },
  ],
  primaryKey: ['id'],
  indexes: [{ columns: ['drop_name', 'taken_at'] }],
};

/** A file as the table keeps it. */
export interface KeptFile extends DroppedFile {
  /** ISO 8601 instant of the file's last change, to know it again in the folder. */
  readonly modifiedAt: string;
  /** Rows from the first on that are dealt with: delivered or set aside. */
  readonly doneRows: number;
  /** Records a call when it was begun; it stays so for this file, because keys of batches depend on it. */
  readonly batch: number;
}

export interface Progress {
  readonly doneRows: number;
  readonly delivered: number;
  readonly aside: readonly RowAside[];
  /** For the outbox, in the same transaction. */
  readonly tasks: readonly NewTask[];
}

export interface FileTable {
  get(id: string): Promise<KeptFile | undefined>;
  list(query: {
    readonly states?: readonly string[] | undefined;
    readonly limit: number;
    readonly offset: number;
  }): Promise<KeptFile[]>;
  /** Keeps a file with its first state; one that was rejected before is forgotten with its rows. `conflict` when another process has it. */
  begin(file: KeptFile, aside: readonly RowAside[]): Promise<void>;
  /** `conflict` when another process has gone on with the file meanwhile: nothing is written then. */
  advance(file: KeptFile, progress: Progress): Promise<KeptFile>;
  change(
    file: KeptFile,
    changed: Partial<Pick<KeptFile, 'state' | 'finishedAt' | 'sentAgain' | 'movedAs'>>,
  ): Promise<KeptFile>;
}

const byId = (id: string) => ({ column: 'id', op: '=' as const, value: id });
const insertAside = (rows: readonly RowAside[]): WriteStep[] =>
  rows.length === 0 ? [] : [{ kind: 'insert', table: rowTable, rows: rows.map(asideToRow) }];

export function fileTable(storage: ServiceOf<typeof Storage>, drop: string): FileTable {
  const ofDrop = { column: 'drop_name', op: '=' as const, value: drop };
  const write = (steps: readonly WriteStep[], tasks: readonly NewTask[] = []) =>
    storage.write({ store: 'own', steps: [...steps], tasks: [...tasks] });

  return {
    get: async (id) => {
      const [row] = await storage.select({ store: 'own', table, where: { all: [ofDrop, byId(id)] }, limit: 1 });
      return row === undefined ? undefined : toFile(row);
    },
    list: async ({ states, limit, offset }) => {
      const chosen = states === undefined ? [] : [{ column: 'state', op: 'in' as const, values: [...states] }];
      const rows = await storage.select({
        store: 'own',
        table,
        where: { all: [ofDrop, ...chosen] },
        orderBy: [
          { column: 'taken_at', direction: 'desc' },
          { column: 'id', direction: 'asc' },
        ],
        limit,
        offset,
      });
      return rows.map(toFile);
    },
    begin: async (file, aside) => {
      const forgotten = { column: 'file_id', op: '=' as const, value: file.id };
      const rejected = { column: 'state', op: 'in' as const, values: ['rejecting', 'rejected'] };
      await write([
        { kind: 'delete', table, where: { all: [byId(file.id), rejected] } },
        { kind: 'insert', table, rows: [toRow(drop, file)] },
        { kind: 'delete', table: rowTable, where: forgotten },
        ...insertAside(aside),
      ]);
    },
    advance: async (file, { doneRows, delivered, aside, tasks }) => {
      const count = (kind: RowAside['kind']) => aside.filter((row) => row.kind === kind).length;
      const after: KeptFile = {
        ...file,
        doneRows,
        delivered: file.delivered + delivered,
        bad: file.bad + count('bad'),
        refused: file.refused + count('refused'),
      };
      const { done_rows, delivered: taken, bad, refused } = toRow(drop, after);
      const still = [
        byId(file.id),
        { column: 'state', op: '=' as const, value: 'delivering' },
        { column: 'done_rows', op: '=' as const, value: file.doneRows },
      ];
      await write(
        [
          {
            kind: 'update',
            table,
            set: { done_rows, delivered: taken, bad, refused } as Row,
            where: { all: still },
            expect: 1,
          },
          ...insertAside(aside),
        ],
        tasks,
      );
      return after;
    },
    change: async (file, changed) => {
      const after = { ...file, ...changed };
      const { state, finished_at, sent_again, moved_as } = toRow(drop, after);
      await write([
        {
          kind: 'update',
          table,
          set: { state, finished_at, sent_again, moved_as } as Row,
          where: { all: [byId(file.id), { column: 'state', op: '=', value: file.state }] },
          expect: 1,
        },
      ]);
      return after;
    },
  };
}

/** What the contract tells of a file. */
export function droppedFile({ modifiedAt: _modified, doneRows: _done, batch: _batch, ...file }: KeptFile): DroppedFile {
  return file;
}

function toRow(drop: string, file: KeptFile): Row {
  return {
    id: file.id,
    drop_name: drop,
    name: file.name,
    size: String(file.size),
    modified_at: file.modifiedAt,
    content_hash: file.contentHash,
    taken_at: file.takenAt,
    finished_at: file.finishedAt ?? null,
    state: file.state,
    row_count: file.rows,
    done_rows: file.doneRows,
    delivered: file.delivered,
    bad: file.bad,
    refused: file.refused,
    batch: file.batch,
    reason: file.reason ?? null,
    sent_again: file.sentAgain,
    moved_as: file.movedAs ?? null,
  };
}

function toFile(row: Row): KeptFile {
  const state = droppedFileStateSchema.safeParse(row['state']);
  if (!state.success)
    throw new CarusoError('internal', `The table ${table} has a file in the state ${String(row['state'])}.`);
  const finishedAt = row['finished_at'];
  const reason = row['reason'];
  const movedAs = row['moved_as'];
  return {
    id: String(row['id']),
    name: String(row['name']),
    size: Number(row['size']),
    modifiedAt: String(row['modified_at']),
    contentHash: String(row['content_hash']),
    takenAt: String(row['taken_at']),
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    state: state.data,
    rows: Number(row['row_count']),
    doneRows: Number(row['done_rows']),
    delivered: Number(row['delivered']),
    bad: Number(row['bad']),
    refused: Number(row['refused']),
    batch: Number(row['batch']),
    ...(typeof reason === 'string' ? { reason } : {}),
    sentAgain: Number(row['sent_again']),
    ...(typeof movedAs === 'string' ? { movedAs } : {}),
  };
}
