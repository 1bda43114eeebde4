import type { ClassDraft } from '../model/class-draft.js';

export interface CheckContext {
  readonly drafts: ReadonlyMap<string, ClassDraft>;
  /** The stores of app.yaml. */
  readonly stores: readonly string[];
}
