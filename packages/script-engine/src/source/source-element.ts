/** A text of the file as the author wrote it (`raw`, at the offset `from`) and as XML reads it (`text`). */
export interface SourceValue {
  readonly text: string;
  readonly raw: string;
  /** Offset in the file, in UTF-16 units from 0. */
  readonly from: number;
}

/** An element with its place in the file. */
export interface SourceElement {
  readonly name: string;
  readonly from: number;
  readonly attributes: ReadonlyMap<string, SourceValue>;
  readonly children: readonly SourceElement[];
  /** The character data directly in it. */
  readonly content: SourceValue;
}
