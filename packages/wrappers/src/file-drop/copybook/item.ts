/** How a number lies in the bytes. `separate`: the sign has a byte of its own; otherwise it is punched over a digit. */
export type NumberForm =
  | { readonly kind: 'display'; readonly sign: 'leading' | 'trailing'; readonly separate: boolean }
  | { readonly kind: 'binary' }
  | { readonly kind: 'packed' };

interface ItemBase {
  /** As records name it: hyphens as underscores. Undefined: FILLER. */
  readonly name: string | undefined;
  /** Name in the copybook of the item whose bytes this one shares. */
  readonly redefines: string | undefined;
  readonly occurs: { readonly most: number; readonly dependingOn: string | undefined } | undefined;
  /** Bytes of one occurrence, with the most that OCCURS allows inside. */
  readonly length: number;
}
export interface Group extends ItemBase {
  readonly kind: 'group';
  readonly items: readonly Item[];
}
export interface TextItem extends ItemBase {
  readonly kind: 'text';
}
export interface NumberItem extends ItemBase {
  readonly kind: 'number';
  readonly form: NumberForm;
  readonly digits: number;
  readonly scale: number;
  readonly signed: boolean;
}
/** One entry of a copybook with what lies under it. */
export type Item = Group | TextItem | NumberItem;

/** The name of an item in records: `COMPANY-NAME` is `COMPANY_NAME`. */
export function recordName(copybookName: string): string {
  return copybookName.replaceAll('-', '_');
}
