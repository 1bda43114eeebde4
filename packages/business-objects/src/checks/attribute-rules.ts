import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import type { AttributeData } from '../files/source-file.js';
import { draftFinding, isRefused } from '../model/class-draft.js';
import type { ClassDraft } from '../model/class-draft.js';
import { bookkeepingColumns, snakeCase } from '../model/class-model.js';
import { isCodeTable } from '../model/compile-class.js';
import type { CheckContext } from './check-context.js';

/** Types, columns, codes and references of the attributes of one class. */
export function attributeFindings(draft: ClassDraft, context: CheckContext): readonly Finding[] {
  return [...draft.attributes].flatMap(([name, data]) => [
    ...shapeFindings(draft, name, data),
    ...referenceFindings(draft, name, data, context),
    ...columnFindings(draft, name, data),
  ]);
}

function shapeFindings(draft: ClassDraft, name: string, data: AttributeData): readonly Finding[] {
  const found: Finding[] = [];
  const add = (key: string, message: string, advice: string): void => {
    const whole = key === '' || !(key in data);
    found.push(
      draftFinding(
        draft,
        { path: ['attributes', name, ...(whole ? [] : [key])], key: whole },
        { rule: 'objects/attribute', message: `${name}: ${message}`, advice },
      ),
    );
  };
  if (data.type === undefined && !isRefused(draft, ['attributes', name, 'type']))
    add('', 'it has no type', 'Add e.g. "type: text"');
  if (data.type === 'code' && !data.codes && !isRefused(draft, ['attributes', name, 'codes']))
    add(
      'type',
      'a code has no values',
      'Add "codes", with the values and their labels or with the table that has them',
    );
  if (data.type !== 'code' && data.codes)
    add('codes', 'only an attribute of type code has codes', 'Write "type: code", or delete the codes');
  if ((data.true === undefined) !== (data.false === undefined))
    add(
      data.true === undefined ? 'false' : 'true',
      'one of "true" and "false" is missing',
      'Say what the column holds for both',
    );
  if (data.true !== undefined && data.type !== 'boolean')
    add('true', 'only a boolean has flag values', 'Write "type: boolean", or delete "true" and "false"');
  if (data.format !== undefined && data.type !== 'date')
    add('format', 'only a date has a format', 'Write "type: date", or delete the format');
  if (data.generated && (data.type !== 'text' || draft.data.key?.length !== 1 || draft.data.key[0] !== name))
    add(
      'generated',
      'only the one key attribute, of type text, can be generated',
      'Make it the key, or delete "generated"',
    );
  if (data.derived !== undefined) {
    for (const key of ['column', 'default', 'required', 'generated'] as const)
      if (data[key] !== undefined) add(key, `a derived attribute has no "${key}"`, 'Delete it: the value is computed');
  }
  if (
    data.codes &&
    !isCodeTable(data.codes) &&
    typeof data.default === 'string' &&
    !data.default.startsWith('=') &&
    !(data.default in data.codes)
  ) {
    add(
      'default',
      `"${data.default}" is not one of the codes`,
      `${nearest(data.default, Object.keys(data.codes))}Possible: ${Object.keys(data.codes).join(', ')}`,
    );
  }
  return found;
}

function referenceFindings(
  draft: ClassDraft,
  name: string,
  data: AttributeData,
  context: CheckContext,
): readonly Finding[] {
  if (data.class === undefined) return [];
  const path = ['attributes', name, 'class'];
  if (data.type !== 'reference') {
    return [
      draftFinding(
        draft,
        { path, key: true },
        {
          rule: 'objects/attribute',
          message: `${name}: only a reference refers to a class`,
          advice: 'Write "type: reference", or delete "class"',
        },
      ),
    ];
  }
  const other = context.drafts.get(data.class);
  if (!other) {
    return [
      draftFinding(
        draft,
        { path },
        {
          rule: 'objects/unknown-class',
          message: `${name}: there is no class ${data.class}`,
          advice: `${nearest(data.class, [...context.drafts.keys()])}Classes: ${[...context.drafts.keys()].join(', ')}`,
        },
      ),
    ];
  }
  if ((other.data.key ?? []).length > 0) return [];
  return [
    draftFinding(
      draft,
      { path },
      {
        rule: 'objects/attribute',
        message: `${name}: ${data.class} has no key, so nothing can refer to it`,
        advice: 'Use a relation instead',
      },
    ),
  ];
}

function columnFindings(draft: ClassDraft, name: string, data: AttributeData): readonly Finding[] {
  if (data.derived !== undefined) return [];
  const column = data.column ?? snakeCase(name);
  const spot = {
    path: ['attributes', name, ...(data.column === undefined ? [] : ['column'])],
    key: data.column === undefined,
  };
  const first = [...draft.attributes].find(
    ([, other]) => other.derived === undefined && (other.column ?? '') === column && data.column !== undefined,
  )?.[0];
  if (
    first !== undefined &&
    first !== name &&
    [...draft.attributes.keys()].indexOf(first) < [...draft.attributes.keys()].indexOf(name)
  ) {
    return [
      draftFinding(draft, spot, {
        rule: 'objects/duplicate',
        message: `${name}: column ${column} is attribute ${first} already`,
        advice: 'Give each attribute its own column',
      }),
    ];
  }
  if (
    data.column === undefined &&
    (bookkeepingColumns as readonly string[]).includes(column) &&
    (draft.data.store ?? 'own') === 'own'
  ) {
    return [
      draftFinding(draft, spot, {
        rule: 'objects/attribute',
        message: `${name}: column ${column} is kept by Caruso itself`,
        advice: `To show it, write "column: ${column}"; to have a column of your own, name it otherwise`,
      }),
    ];
  }
  return [];
}
