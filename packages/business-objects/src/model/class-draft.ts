import type { Finding } from '@caruso/core-service-manager/contract';
import type { AttributeData, ClassData, Path, RelationData, RightData, SourceFile } from '../files/source-file.js';
import { depthOf, findingAt } from '../files/source-place.js';
import type { Mistake, Spot } from '../files/source-place.js';

/** A right with the file and the place it comes from: overlays add theirs to those of the class. */
export interface RightDraft {
  readonly data: RightData;
  readonly source: SourceFile;
  readonly path: Path;
}

/** A class with its overlays laid over it, not yet checked. */
export interface ClassDraft {
  readonly name: string;
  readonly data: Omit<ClassData, 'attributes' | 'relations' | 'rights'>;
  readonly attributes: ReadonlyMap<string, AttributeData>;
  readonly relations: ReadonlyMap<string, RelationData>;
  readonly rights: readonly RightDraft[];
  /** The files it is made of; later ones win. */
  readonly sources: readonly SourceFile[];
}

/** A mistake, placed in the file that says it last. */
export function draftFinding(draft: ClassDraft, spot: Spot, mistake: Mistake): Finding {
  const depths = draft.sources.map((source) => depthOf(source, spot.path));
  const deepest = Math.max(...depths);
  const source = draft.sources[depths.lastIndexOf(deepest)] ?? draft.sources[0];
  if (!source) throw new Error(`Class ${draft.name} has no source`);
  return findingAt(source, spot, mistake);
}

/** Whether the schema has complained about this very place already. */
export function isRefused(draft: ClassDraft, path: Path): boolean {
  const pointer = path.join('/');
  return draft.sources.some((source) =>
    [...source.refused].some((refused) => refused === pointer || pointer.startsWith(`${refused}/`)),
  );
}
