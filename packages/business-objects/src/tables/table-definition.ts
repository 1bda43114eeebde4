import type { ColumnType, TableDefinition } from '@caruso/storage-manager/contract';
import { isTextColumn } from '../columns/column-values.js';
import type { Attribute, ClassModel, Model } from '../model/class-model.js';

/** What is known about a class's table besides its model. */
export interface ClassTable {
  readonly managed: boolean;
  readonly versioned: boolean;
  readonly audited: boolean;
  /** Columns that take null. */
  readonly nullable: ReadonlySet<string>;
}

export function columnType(attribute: Attribute): ColumnType {
  if (isTextColumn(attribute)) return 'text';
  switch (attribute.type) {
    case 'integer':
    case 'boolean':
    case 'date':
    case 'timestamp':
    case 'json':
      return attribute.type;
    case 'decimal':
    case 'money':
      return 'decimal';
    default:
      return 'text';
  }
}

/** The table of a managed class: its attributes and what Caruso keeps beside them. */
export function managedTable(model: ClassModel, classes: Model, table: ClassTable): TableDefinition {
  const own = sharing(model, classes).filter((attribute) => !attribute.bookkeeping);
  return {
    name: model.table,
    kind: model.kind,
    columns: [
      ...own.map((attribute) => columnOf(attribute, !model.key.includes(attribute.name) && !attribute.required)),
      ...(table.versioned ? [{ name: 'version', type: 'integer' as const }] : []),
      { name: 'created_at', type: 'timestamp' },
      { name: 'created_by', type: 'text' },
      { name: 'updated_at', type: 'timestamp' },
      { name: 'updated_by', type: 'text' },
    ],
    primaryKey: keyColumns(model),
    indexes: indexed(model, classes).map((attribute) => ({ columns: [attribute.column ?? ''] })),
  };
}

/** The part of somebody else's table that the class uses. */
export function frozenTable(model: ClassModel, classes: Model, table: ClassTable): TableDefinition {
  return {
    name: model.table,
    kind: model.kind,
    columns: [
      ...sharing(model, classes).map((attribute) => columnOf(attribute, table.nullable.has(attribute.column ?? ''))),
      ...(table.versioned ? [{ name: 'version', type: 'integer' as const }] : []),
    ],
    primaryKey: keyColumns(model),
  };
}

/** Attributes of all classes that lie on the same table, by column: a store knows a table by one definition. */
function sharing(model: ClassModel, classes: Model): readonly Attribute[] {
  const others = [...classes.values()].filter((other) => other.store === model.store && other.table === model.table);
  return [...new Map([...others, model].flatMap(stored).map((attribute) => [attribute.column, attribute])).values()];
}

export function stored(model: ClassModel): readonly Attribute[] {
  return [...model.attributes.values()].filter((attribute) => attribute.column !== null);
}

export function keyColumns(model: ClassModel): string[] {
  return model.key.flatMap((name) => model.attributes.get(name)?.column ?? []);
}

function columnOf(
  attribute: Attribute,
  nullable: boolean,
): { name: string; type: ColumnType; nullable: boolean; precision?: number; scale?: number } {
  const type = columnType(attribute);
  const digits =
    type === 'decimal' && attribute.precision !== null
      ? { precision: attribute.precision, scale: attribute.scale ?? 0 }
      : {};
  return { name: attribute.column ?? '', type, nullable, ...digits };
}

/** What relations lead to and references hold is looked for often. */
function indexed(model: ClassModel, classes: Model): readonly Attribute[] {
  const targets = [...classes.values()].flatMap((other) =>
    [...other.relations.values()]
      .filter((relation) => relation.class === model.name)
      .flatMap((relation) => relation.on.map((pair) => pair.other)),
  );
  return stored(model).filter(
    (attribute) =>
      !attribute.bookkeeping &&
      !model.key.includes(attribute.name) &&
      (attribute.type === 'reference' || targets.includes(attribute.name)),
  );
}
