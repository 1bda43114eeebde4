import type { Finding } from '@caruso/core-service-manager/contract';
import type { LabelData, Path } from '../files/source-file.js';
import { draftFinding, isRefused } from '../model/class-draft.js';
import type { ClassDraft } from '../model/class-draft.js';
import { isCodeTable } from '../model/compile-class.js';

/** Everything that people see has at least an English text. */
export function labelFindings(draft: ClassDraft): readonly Finding[] {
  const check = (label: LabelData | undefined, owner: Path, key: string, what: string): readonly Finding[] => {
    if (label?.['en'] !== undefined && label['en'].trim() !== '') return [];
    const path = key === '' ? owner : [...owner, key];
    if (isRefused(draft, path)) return [];
    return [
      draftFinding(
        draft,
        { path: label ? path : owner.length === 0 ? ['class'] : owner, key: true },
        {
          rule: 'objects/label',
          message: `${what} has no English text`,
          advice: `Add "${key === '' ? '' : `${key}: `}{ en: … }"`,
        },
      ),
    ];
  };
  return [
    ...check(draft.data.label, [], 'label', `Class ${draft.name}`),
    ...check(draft.data.labels, [], 'labels', `The plural of class ${draft.name}`),
    ...[...draft.attributes].flatMap(([name, data]) => [
      ...check(data.label, ['attributes', name], 'label', `Attribute ${name}`),
      ...(data.codes && !isCodeTable(data.codes)
        ? Object.entries(data.codes).flatMap(([code, label]) =>
            check(label, ['attributes', name, 'codes', code], '', `Code ${code} of ${name}`),
          )
        : []),
    ]),
    ...[...draft.relations].flatMap(([name, data]) =>
      check(data.label, ['relations', name], 'label', `Relation ${name}`),
    ),
  ];
}
