import type { TableDefinition } from '@caruso/storage-manager/contract';

export const dialogTable = 'caruso_dialog';
export const scriptTable = 'caruso_script_version';
export const gateTable = 'caruso_script_gate';

/** The tables of this package in the store `own`. */
export const dialogTables: readonly TableDefinition[] = [
  {
    name: dialogTable,
    columns: [
      { name: 'id', type: 'text' },
      { name: 'script', type: 'text' },
      { name: 'script_version', type: 'text' },
      { name: 'script_digest', type: 'text' },
      { name: 'revision', type: 'integer' },
      { name: 'status', type: 'text' },
      { name: 'channel', type: 'text' },
      { name: 'language', type: 'text' },
      { name: 'contact', type: 'text', nullable: true },
      { name: 'customer_class', type: 'text', nullable: true },
      { name: 'customer_key', type: 'text', nullable: true },
      { name: 'owner', type: 'text' },
      { name: 'owner_principal', type: 'json' },
      { name: 'outcome', type: 'text', nullable: true },
      { name: 'state', type: 'json' },
      { name: 'started_at', type: 'timestamp' },
      { name: 'changed_at', type: 'timestamp' },
    ],
    primaryKey: ['id'],
    indexes: [
      { columns: ['contact'] },
      { columns: ['customer_class', 'customer_key'] },
      { columns: ['owner'] },
      { columns: ['status'] },
    ],
  },
  {
    // The text of every edition that a dialog was started with.
    name: scriptTable,
    columns: [
      { name: 'digest', type: 'text' },
      { name: 'script', type: 'text' },
      { name: 'version', type: 'text' },
      { name: 'file', type: 'text' },
      { name: 'text', type: 'text' },
      { name: 'kept_at', type: 'timestamp' },
    ],
    primaryKey: ['digest'],
  },
  {
    // Digests of texts that our DTD has validated.
    name: gateTable,
    columns: [{ name: 'digest', type: 'text' }],
    primaryKey: ['digest'],
  },
];
