import type { AttributeInfo, ClassInfo } from '../contract/index.js';
import type { CodeTables } from '../codes/code-tables.js';
import type { Attribute, ClassModel, Model } from '../model/class-model.js';
import { wholeKey } from '../model/class-model.js';
import { mayRead, mayTry, mayWrite } from '../rights/access.js';
import type { Caller } from '../rights/caller.js';

/** The classes the caller may read, with the attributes and relations that she may read of them. */
export async function classInfos(classes: Model, caller: Caller, codes: CodeTables): Promise<ClassInfo[]> {
  const visible = [...classes.values()].filter((model) => mayTry(model, caller, 'read'));
  return Promise.all(visible.map((model) => classInfo(model, classes, caller, codes)));
}

async function classInfo(model: ClassModel, classes: Model, caller: Caller, codes: CodeTables): Promise<ClassInfo> {
  const readable = [...model.attributes.values()].filter((attribute) => mayRead(attribute, caller));
  const names = new Set(readable.map((attribute) => attribute.name));
  const relations = [...model.relations.values()].filter((relation) => {
    const other = classes.get(relation.class);
    return (
      other &&
      mayTry(other, caller, 'read') &&
      relation.on.every((pair) => names.has(pair.own) || (pair.own === wholeKey && !model.attributes.has(wholeKey)))
    );
  });
  return {
    name: model.name,
    label: model.label,
    labels: model.labels,
    store: model.store,
    key: [...model.key],
    attributes: await Promise.all(readable.map((attribute) => attributeInfo(model, attribute, caller, codes))),
    relations: relations.map(({ name, class: other, to, label }) => ({ name, class: other, to, label })),
    title: model.title.source,
    search: model.search.filter((name) => names.has(name)),
    readOnly: !(['create', 'update', 'delete'] as const).some((action) => mayTry(model, caller, action)),
  };
}

async function attributeInfo(
  model: ClassModel,
  attribute: Attribute,
  caller: Caller,
  codes: CodeTables,
): Promise<AttributeInfo> {
  // While the code table cannot be read the class is shown all the same, without the code's values.
  const values = attribute.type === 'code' ? await codes.codesOf(model, attribute).catch(() => undefined) : undefined;
  return {
    name: attribute.name,
    type: attribute.type,
    label: attribute.label,
    required: attribute.required,
    ...(values ? { codes: values.map(({ value, label }) => ({ value, label })) } : {}),
    ...(attribute.references === null ? {} : { references: attribute.references }),
    ...(attribute.currency === null ? {} : { currency: attribute.currency }),
    derived: attribute.derived !== null || attribute.bookkeeping || !mayWrite(attribute, caller),
  };
}
