import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import { draftFinding, isRefused } from '../model/class-draft.js';
import type { ClassDraft } from '../model/class-draft.js';
import { wholeKey } from '../model/class-model.js';
import type { CheckContext } from './check-context.js';
import { unknownAttribute } from './unknown-attribute.js';

/** Relations lead to classes that exist, over attributes that exist. */
export function relationFindings(draft: ClassDraft, context: CheckContext): readonly Finding[] {
  return [...draft.relations].flatMap(([name, data]) => {
    const path = ['relations', name];
    const found: Finding[] = [];
    if (draft.attributes.has(name))
      found.push(
        draftFinding(
          draft,
          { path, key: true },
          {
            rule: 'objects/duplicate',
            message: `"${name}" is an attribute already`,
            advice: 'Give the relation another name: in expressions both stand side by side',
          },
        ),
      );
    for (const key of ['class', 'to', 'on'] as const) {
      if (data[key] === undefined && !isRefused(draft, [...path, key]))
        found.push(
          draftFinding(
            draft,
            { path, key: true },
            {
              rule: 'objects/relation',
              message: `Relation ${name}: "${key}" is missing`,
              advice: 'A relation needs class, to (one or many) and on',
            },
          ),
        );
    }
    const other = data.class === undefined ? undefined : context.drafts.get(data.class);
    if (data.class !== undefined && !other)
      found.push(
        draftFinding(
          draft,
          { path: [...path, 'class'] },
          {
            rule: 'objects/unknown-class',
            message: `There is no class ${data.class}`,
            advice: `${nearest(data.class, [...context.drafts.keys()])}Classes: ${[...context.drafts.keys()].join(', ')}`,
          },
        ),
      );
    for (const [own, theirs] of Object.entries(data.on ?? {})) {
      if (!isColumn(draft, own)) found.push(unknownAttribute(draft, draft, own, [...path, 'on', own], true));
      if (other && !isColumn(other, theirs))
        found.push(unknownAttribute(draft, other, theirs, [...path, 'on', own], false));
    }
    if (other) {
      (data.orderBy ?? []).forEach((order, index) => {
        const attribute = other.attributes.get(order.replace(/^-/, ''));
        if (order !== '' && (!attribute || attribute.derived !== undefined))
          found.push(unknownAttribute(draft, other, order.replace(/^-/, ''), [...path, 'orderBy', index], false));
      });
    }
    return found;
  });
}

/** An attribute with a column, or the whole key of a class that has one. */
function isColumn(draft: ClassDraft, name: string): boolean {
  const data = draft.attributes.get(name);
  return data ? data.derived === undefined : name === wholeKey && (draft.data.key ?? []).length > 0;
}
