import { CarusoError } from '@caruso/core-service-manager/contract';
import { tableDefinitionSchema } from '../contract/index.js';
import type { ColumnType, TableDefinition } from '../contract/index.js';

export interface DefinedColumn {
  readonly table: string;
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly precision: number | undefined;
  readonly scale: number | undefined;
  /** The type as the database itself names it, lower case; known after the definition was compared with the database. */
  readonly databaseType: string | undefined;
}

/** A table or view as it was defined, checked and ready to compile statements against. */
export interface DefinedTable {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: ReadonlyMap<string, DefinedColumn>;
  readonly primaryKey: readonly string[];
  readonly indexes: readonly { readonly columns: readonly string[]; readonly unique: boolean }[];
}

/** Throws `invalid` when a key or an index names a column that is not in the definition, or a column is there twice. */
export function defineTable(input: TableDefinition): DefinedTable {
  const definition = tableDefinitionSchema.parse(input);
  const columns = new Map<string, DefinedColumn>();
  for (const column of definition.columns) {
    if (columns.has(column.name)) {
      throw new CarusoError('invalid', `Table ${definition.name} defines the column ${column.name} twice`, {
        table: definition.name,
      });
    }
    columns.set(column.name, {
      table: definition.name,
      name: column.name,
      type: column.type,
      nullable: column.nullable,
      precision: column.precision,
      scale: column.type === 'decimal' && column.precision !== undefined ? (column.scale ?? 0) : column.scale,
      databaseType: undefined,
    });
  }
  const table: DefinedTable = {
    name: definition.name,
    kind: definition.kind,
    columns,
    primaryKey: definition.primaryKey,
    indexes: definition.indexes,
  };
  for (const name of [...definition.primaryKey, ...definition.indexes.flatMap((index) => index.columns)])
    columnOf(table, name);
  return table;
}

/** The column, or `invalid` naming it: only defined names ever reach SQL. */
export function columnOf(table: DefinedTable, name: string): DefinedColumn {
  const column = table.columns.get(name);
  if (column) return column;
  throw new CarusoError(
    'invalid',
    `${table.kind === 'view' ? 'View' : 'Table'} ${table.name} has no column ${JSON.stringify(name)}`,
    {
      table: table.name,
      column: name,
    },
  );
}

/** The same table with the types the database has. */
export function withDatabaseTypes(table: DefinedTable, types: ReadonlyMap<string, string>): DefinedTable {
  const columns = new Map(
    [...table.columns].map(([name, column]) => [name, { ...column, databaseType: types.get(name) }] as const),
  );
  return { ...table, columns };
}
