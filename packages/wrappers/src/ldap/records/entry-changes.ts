import type { Row, Value } from '@caruso/storage-manager/contract';
import { Attribute, Change } from 'ldapts';
import type { Entry } from 'ldapts';
import { attributeValues, toAttribute } from '../entries/attribute-values.js';
import type { LdapKind } from '../entries/ldap-kind.js';

/** The changes that give an entry these values (RFC 4511 4.6). Of an attribute with several values a column that shows one changes that one. */
export function entryChanges(kind: LdapKind, entry: Entry, set: Row): Change[] {
  return Object.entries(set).flatMap(([name, value]) => {
    const column = kind.column(name);
    const before = attributeValues(entry, column.attribute);
    const values = (value === null ? [] : Array.isArray(value) ? value : [value]).map((one) =>
      toAttribute(one as Value, column.type),
    );
    const after = column.list ? values : [...values, ...before.slice(1).filter((other) => !values.includes(other))];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (column.list || before.length < 2) return [change('replace', column.attribute, after)];
    const [shown = ''] = before;
    const added = values.filter((one) => !before.includes(one));
    return [
      ...(values.includes(shown) ? [] : [change('delete', column.attribute, [shown])]),
      ...(added.length === 0 ? [] : [change('add', column.attribute, added)]),
    ];
  });
}

function change(operation: 'add' | 'delete' | 'replace', type: string, values: string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values }) });
}
