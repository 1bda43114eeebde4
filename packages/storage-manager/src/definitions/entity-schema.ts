import { EntitySchema } from 'typeorm';
import type { EntitySchemaColumnOptions } from 'typeorm';
import type { Dialect } from '../engines/dialect.js';
import type { DefinedTable } from './defined-table.js';

/** TypeORM's picture of a defined table, so that its repositories and query builder know the table too. */
export function entitySchemaOf(table: DefinedTable, dialect: Dialect): EntitySchema {
  const keyless = table.primaryKey.length === 0;
  const columns: Record<string, EntitySchemaColumnOptions> = {};
  for (const column of table.columns.values()) {
    columns[column.name] = {
      name: column.name,
      type: dialect.entityColumnType(column),
      nullable: column.nullable,
      // TypeORM knows no entity without a key; a keyless view is only read, so all its columns stand in.
      primary: keyless || table.primaryKey.includes(column.name),
    };
  }
  return new EntitySchema({ name: table.name, tableName: table.name, columns, synchronize: false });
}
