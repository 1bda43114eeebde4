import type { ValueType } from '@caruso/expressions/contract';
import type { AttributeType } from '../contract/index.js';
import type { Model } from './class-model.js';

const kinds: Readonly<Record<AttributeType, ValueType>> = {
  text: { kind: 'text' },
  email: { kind: 'text' },
  phone: { kind: 'text' },
  code: { kind: 'text' },
  reference: { kind: 'text' },
  integer: { kind: 'number' },
  decimal: { kind: 'number' },
  money: { kind: 'number' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  timestamp: { kind: 'date and time' },
  json: { kind: 'unknown' },
};

export function attributeValueType(type: AttributeType): ValueType {
  return kinds[type];
}

/** Who is signed in, as defaults and row rules see her. `customer` takes the type of what it is compared with. */
export const callerType: ValueType = {
  kind: 'object',
  name: 'caller',
  fields: {
    id: { kind: 'text' },
    name: { kind: 'text' },
    kind: { kind: 'text' },
    roles: { kind: 'list', of: { kind: 'text' } },
    customer: { kind: 'unknown' },
  },
};

/** Attributes, to-one relations as objects and to-many as lists, one level deep. */
export function classValueTypes(model: Model): Readonly<Record<string, ValueType>> {
  const flat = (name: string): ValueType & { readonly kind: 'object' } => {
    const found = model.get(name);
    return {
      kind: 'object',
      name,
      fields: Object.fromEntries(
        [...(found?.attributes.values() ?? [])].map((attribute) => [
          attribute.name,
          attributeValueType(attribute.type),
        ]),
      ),
    };
  };
  return Object.fromEntries(
    [...model].map(([name, { relations }]): [string, ValueType] => {
      const own = flat(name);
      const ends = [...relations.values()].map((relation): [string, ValueType] => {
        const other: ValueType = model.has(relation.class) ? flat(relation.class) : { kind: 'unknown' };
        return [relation.name, relation.to === 'one' ? other : { kind: 'list', of: other }];
      });
      return [name, { ...own, fields: { ...own.fields, ...Object.fromEntries(ends) } }];
    }),
  );
}
