import type { Program, Template } from '@caruso/expressions/contract';
import type { AttributeType, Label } from '../contract/index.js';
import type { RowRule } from '../rights/row-rule.js';

export type Action = 'read' | 'create' | 'update' | 'delete';

export type Default =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly program: Program };

export interface CodeTable {
  readonly table: string;
  readonly value: string;
  readonly language: string | null;
  readonly text: string;
  readonly where: Readonly<Record<string, string | number>>;
}

export interface Code {
  readonly value: string;
  readonly label: Label;
}

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** null for derived attributes. */
  readonly column: string | null;
  readonly label: Label;
  readonly required: boolean;
  readonly default: Default;
  readonly eightDigits: boolean;
  readonly flags: { readonly true: string; readonly false: string } | null;
  readonly codes:
    | { readonly kind: 'inline'; readonly values: readonly Code[] }
    | { readonly kind: 'table'; readonly table: CodeTable }
    | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly maxLength: number | null;
  readonly currency: string | null;
  readonly references: string | null;
  readonly derived: Program | null;
  readonly generated: boolean;
  /** Kept by the engine (created_at …): never written by a caller. */
  readonly bookkeeping: boolean;
  readonly audited: boolean;
  /** null: everybody with the class's right. */
  readonly readers: readonly string[] | null;
  readonly writers: readonly string[] | null;
}

export interface Relation {
  readonly name: string;
  readonly class: string;
  readonly to: 'one' | 'many';
  readonly on: readonly { readonly own: string; readonly other: string }[];
  readonly label: Label;
  readonly orderBy: readonly { readonly attribute: string; readonly direction: 'asc' | 'desc' }[];
}

export interface Right {
  readonly roles: readonly string[];
  readonly actions: readonly Action[];
  readonly rows: RowRule | null;
}

/** A class, checked and compiled: immutable. */
export interface ClassModel {
  readonly name: string;
  readonly label: Label;
  readonly labels: Label;
  readonly store: string;
  readonly table: string;
  readonly kind: 'table' | 'view';
  readonly key: readonly string[];
  readonly title: Template;
  readonly search: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly rights: readonly Right[];
  /** As the file says; null: as is usual for its store. */
  readonly versioned: boolean | null;
  readonly audited: boolean | null;
}

export type Model = ReadonlyMap<string, ClassModel>;

/** Columns that the engine keeps in tables of managed stores. */
export const bookkeepingColumns = ['version', 'created_at', 'created_by', 'updated_at', 'updated_by'] as const;

/** Stands for an object's whole key in a relation's `on`. */
export const wholeKey = 'key';

export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}
