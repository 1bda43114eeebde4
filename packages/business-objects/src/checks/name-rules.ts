import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import { findingAt } from '../files/source-place.js';
import { draftFinding, isRefused } from '../model/class-draft.js';
import type { ClassDraft } from '../model/class-draft.js';
import type { CheckContext } from './check-context.js';
import { unknownAttribute } from './unknown-attribute.js';

const searchable = new Set(['text', 'email', 'phone', 'integer', 'reference']);

/** Store, key, search and rights name things that exist, once each. */
export function nameFindings(draft: ClassDraft, context: CheckContext): readonly Finding[] {
  return [...storeFindings(draft, context), ...keyFindings(draft), ...searchFindings(draft), ...rightFindings(draft)];
}

function storeFindings(draft: ClassDraft, context: CheckContext): readonly Finding[] {
  const { store } = draft.data;
  if (store === undefined) {
    return isRefused(draft, ['store'])
      ? []
      : [
          draftFinding(
            draft,
            { path: ['class'], key: true },
            {
              rule: 'objects/unknown-store',
              message: `Class ${draft.name} names no store`,
              advice: `Add "store:" with one of ${context.stores.join(', ')}`,
            },
          ),
        ];
  }
  if (context.stores.includes(store)) return [];
  return [
    draftFinding(
      draft,
      { path: ['store'] },
      {
        rule: 'objects/unknown-store',
        message: `There is no store "${store}"`,
        advice: `${nearest(store, context.stores)}Stores of app.yaml: ${context.stores.join(', ')}`,
      },
    ),
  ];
}

function listFindings(draft: ClassDraft, key: 'key' | 'search'): readonly Finding[] {
  const names = draft.data[key] ?? [];
  return names.flatMap((name, index) => {
    if (name === '') return [];
    if (!draft.attributes.has(name)) return [unknownAttribute(draft, draft, name, [key, index], false)];
    if (names.indexOf(name) < index)
      return [
        draftFinding(
          draft,
          { path: [key, index] },
          { rule: 'objects/duplicate', message: `"${name}" is there twice`, advice: 'Keep one of the two' },
        ),
      ];
    return [];
  });
}

function keyFindings(draft: ClassDraft): readonly Finding[] {
  const keys = draft.data.key ?? [];
  const found = [...listFindings(draft, 'key')];
  keys.forEach((name, index) => {
    const type = draft.attributes.get(name)?.type;
    if (draft.attributes.get(name)?.derived !== undefined)
      found.push(
        draftFinding(
          draft,
          { path: ['key', index] },
          {
            rule: 'objects/key',
            message: `${name} is derived and cannot be part of the key`,
            advice: 'Use attributes that have columns',
          },
        ),
      );
    else if (type === 'json' || type === 'timestamp')
      found.push(
        draftFinding(
          draft,
          { path: ['key', index] },
          {
            rule: 'objects/key',
            message: `${name} is of type ${type} and cannot be part of the key`,
            advice: 'Keys are texts, numbers, codes, dates or references',
          },
        ),
      );
  });
  if (keys.length === 0 && draft.data.kind !== 'view' && !isRefused(draft, ['key'])) {
    found.push(
      draftFinding(
        draft,
        { path: ['class'], key: true },
        {
          rule: 'objects/key',
          message: `Class ${draft.name} has no key`,
          advice: 'Add "key: [attribute]"; only a view ("kind: view") may be without',
        },
      ),
    );
  }
  return found;
}

function searchFindings(draft: ClassDraft): readonly Finding[] {
  const found = [...listFindings(draft, 'search')];
  (draft.data.search ?? []).forEach((name, index) => {
    const data = draft.attributes.get(name);
    if (data && (data.derived !== undefined || !searchable.has(data.type ?? 'text'))) {
      found.push(
        draftFinding(
          draft,
          { path: ['search', index] },
          {
            rule: 'objects/search',
            message: `${name} cannot be searched for words`,
            advice:
              'Search looks into texts, e-mail addresses, phone numbers, references and whole numbers with a column',
          },
        ),
      );
    }
  });
  return found;
}

function rightFindings(draft: ClassDraft): readonly Finding[] {
  return draft.rights.flatMap((right) => {
    if (draft.data.kind !== 'view') return [];
    const index = (right.data.actions ?? []).findIndex(
      (action) => action === 'create' || action === 'update' || action === 'delete',
    );
    return index === -1
      ? []
      : [
          findingAt(
            right.source,
            { path: [...right.path, 'actions', index] },
            {
              rule: 'objects/rights',
              message: `${draft.name} is a view and cannot be written`,
              advice: 'Leave only "read"',
            },
          ),
        ];
  });
}
