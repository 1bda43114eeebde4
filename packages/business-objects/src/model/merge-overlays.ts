import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import type { AttributeData, RelationData, SourceFile } from '../files/source-file.js';
import { findingAt } from '../files/source-place.js';
import type { ClassDraft, RightDraft } from './class-draft.js';

const nothing: Omit<ClassDraft, 'name'> = {
  data: {},
  attributes: new Map(),
  relations: new Map(),
  rights: [],
  sources: [],
};

/** Lays the files over each other in their order. */
export function mergeOverlays(sources: readonly SourceFile[]): {
  readonly drafts: ReadonlyMap<string, ClassDraft>;
  readonly findings: readonly Finding[];
} {
  const drafts = new Map<string, ClassDraft>();
  const findings: Finding[] = [];
  for (const source of sources) {
    const { class: name, extends: base } = source.data;
    if (name !== undefined && base !== undefined) {
      findings.push(
        findingAt(
          source,
          { path: ['extends'], key: true },
          {
            rule: 'objects/class',
            message: 'A file has either "class" (a new class) or "extends" (changes to one)',
            advice: 'Delete one of the two; to take attributes over from another class, write them out',
          },
        ),
      );
    } else if (name !== undefined) {
      const first = drafts.get(name)?.sources[0];
      if (first) {
        findings.push(
          findingAt(
            source,
            { path: ['class'] },
            {
              rule: 'objects/duplicate',
              message: `There is a class ${name} already, in ${first.file}`,
              advice: `Choose another name, or write "extends: ${name}" to change that class`,
            },
          ),
        );
      } else drafts.set(name, layOver({ name, ...nothing }, source));
    } else if (base !== undefined) {
      const draft = drafts.get(base);
      if (draft) drafts.set(base, layOver(draft, source));
      else {
        const later = sources.some((other) => other.data.class === base);
        findings.push(
          findingAt(
            source,
            { path: ['extends'] },
            {
              rule: 'objects/unknown-class',
              message: later ? `Class ${base} comes later than this file` : `There is no class ${base}`,
              advice: later
                ? 'Order the files so that the class comes first'
                : `${nearest(base, [...drafts.keys()])}A file can only extend a class of an earlier file`,
            },
          ),
        );
      }
    } else if (!source.refused.has('class') && !source.refused.has('extends')) {
      findings.push(
        findingAt(
          source,
          { path: [] },
          {
            rule: 'objects/class',
            message: 'The file names no class',
            advice: 'Begin it with "class: Name", or "extends: Name" to change a class of an earlier file',
          },
        ),
      );
    }
  }
  return { drafts, findings };
}

function layOver(draft: ClassDraft, source: SourceFile): ClassDraft {
  const { attributes, relations, rights, extends: _, ...data } = source.data;
  return {
    name: draft.name,
    data: { ...draft.data, ...data },
    attributes: layMap<AttributeData>(draft.attributes, attributes),
    relations: layMap<RelationData>(draft.relations, relations),
    rights: [
      ...draft.rights,
      ...(rights ?? []).map((right, index): RightDraft => ({ data: right, source, path: ['rights', index] })),
    ],
    sources: [...draft.sources, source],
  };
}

function layMap<T extends object>(
  below: ReadonlyMap<string, T>,
  above: Readonly<Record<string, T | null>> | undefined,
): ReadonlyMap<string, T> {
  const merged = new Map(below);
  for (const [name, value] of Object.entries(above ?? {})) {
    if (value === null) merged.delete(name);
    else merged.set(name, { ...merged.get(name), ...value });
  }
  return merged;
}
