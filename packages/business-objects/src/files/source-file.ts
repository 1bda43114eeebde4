import type { Document, LineCounter } from 'yaml';

export type Path = readonly (string | number)[];

/** A model file as it was read: its text, its YAML with positions, and what of it has the right shape. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly data: ClassData;
  /** Paths that the schema refused and `data` therefore lacks, as JSON pointers. */
  readonly refused: ReadonlySet<string>;
}

export type LabelData = Readonly<Record<string, string>>;

export interface CodeTableData {
  readonly table: string;
  readonly value?: string;
  readonly language?: string;
  readonly text?: string;
  readonly where?: Readonly<Record<string, string | number>>;
}

export interface AttributeData {
  readonly column?: string;
  readonly type?: string;
  readonly label?: LabelData;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly format?: 'YYYYMMDD';
  readonly true?: string;
  readonly false?: string;
  readonly codes?: CodeTableData | Readonly<Record<string, LabelData>>;
  readonly precision?: number;
  readonly scale?: number;
  readonly maxLength?: number;
  readonly currency?: string;
  readonly class?: string;
  readonly derived?: string;
  readonly generated?: boolean;
  readonly audited?: boolean;
  readonly rights?: { readonly read?: readonly string[]; readonly write?: readonly string[] };
  readonly help?: LabelData;
}

export interface RelationData {
  readonly class?: string;
  readonly to?: 'one' | 'many';
  readonly on?: Readonly<Record<string, string>>;
  readonly label?: LabelData;
  readonly orderBy?: readonly string[];
}

export interface RightData {
  readonly roles?: readonly string[];
  readonly actions?: readonly ('read' | 'create' | 'update' | 'delete')[];
  readonly rows?: string;
}

/** One file, after the schema: every key may be missing, none has another shape. */
export interface ClassData {
  readonly class?: string;
  readonly extends?: string;
  readonly label?: LabelData;
  readonly labels?: LabelData;
  readonly store?: string;
  readonly table?: string;
  readonly kind?: 'table' | 'view';
  readonly key?: readonly string[];
  readonly title?: string;
  readonly search?: readonly string[];
  readonly versioned?: boolean;
  readonly audited?: boolean;
  readonly attributes?: Readonly<Record<string, AttributeData | null>>;
  readonly relations?: Readonly<Record<string, RelationData | null>>;
  readonly rights?: readonly RightData[];
}
