import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { RecordStore, Row, Value } from '@caruso/storage-manager/contract';
import { DN, EqualityFilter } from 'ldapts';
import type { Entry } from 'ldapts';
import { AssertionControl } from '../connections/assertion-control.js';
import { assertionFailed } from '../connections/ldap-error.js';
import { attributeValues, columnValue, toAttribute } from '../entries/attribute-values.js';
import { isOperational } from '../entries/ldap-kind.js';
import type { LdapKind } from '../entries/ldap-kind.js';
import type { LdapAccess } from '../entries/ldap-access.js';
import { entryChanges } from './entry-changes.js';
import { inOrder } from './in-order.js';

/** How often a change is tried again that met an entry changed at the same moment in other attributes. */
const attempts = 3;

export function rowOf(kind: LdapKind, entry: Entry, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((name) => [name, columnValue(entry, kind.column(name))]));
}

export function allColumns(kind: LdapKind): string[] {
  return Object.keys(kind.settings.columns);
}

/** Entries of the directory as records: business objects can be mapped to them. */
export function createLdapRecords(
  kinds: ReadonlyMap<string, LdapKind>,
  access: LdapAccess,
): ImplementationOf<RecordStore> {
  return {
    kinds: async () => [...kinds.values()].map(({ record }) => record),
    async select({ kind: name, columns, where, orderBy, limit, offset }) {
      const kind = kindOf(kinds, name);
      const wanted = columns ?? allColumns(kind);
      const needed = [...wanted, ...orderBy.map(({ column }) => column)];
      const entries = await access.search({ kind, where, columns: needed });
      const rows = entries.map((entry) => rowOf(kind, entry, needed)).toSorted(inOrder(orderBy));
      return rows
        .slice(offset, offset + limit)
        .map((row) => Object.fromEntries(wanted.map((column) => [column, row[column] ?? null])));
    },
    async count({ kind: name, where }) {
      const kind = kindOf(kinds, name);
      return (await access.search({ kind, where, columns: [] })).length;
    },
    async insert({ kind: name, row }) {
      const kind = kindOf(kinds, name);
      const { create } = kind.settings;
      if (!create) throw wrongRequest(kind.system, `New records ${name} are not made in ${kind.system}`);
      const attributes: Record<string, string[]> = { objectClass: create.objectClass };
      for (const [column, value] of Object.entries(row)) {
        const values = writable(kind, column, value);
        if (values.length > 0) attributes[kind.column(column).attribute] = values;
      }
      const named = Object.entries(attributes).find(
        ([attribute]) => attribute.toLowerCase() === create.rdn.toLowerCase(),
      );
      const value = named?.[1][0];
      if (value === undefined) throw wrongRequest(kind.system, `A new ${name} needs a value for ${create.rdn}`);
      const dn = `${new DN().addPairRDN(create.rdn, value).toString()},${create.parent}`;
      await access.change({ add: dn, attributes }, (client) => client.add(dn, attributes).then(() => true));
      return row;
    },
    async update({ kind: name, key, set, expected }) {
      const kind = kindOf(kinds, name);
      if (!kind.record.can.update) throw wrongRequest(kind.system, `Records ${name} of ${kind.system} are not changed`);
      for (const [column, value] of Object.entries(set)) writable(kind, column, value);
      await careful(kind, access, key, { ...expected }, Object.keys(set), async (entry, control) => {
        const changes = entryChanges(kind, entry, set);
        if (changes.length === 0) return;
        await access.change({ modify: entry.dn, set }, (client) =>
          client.modify(entry.dn, changes, control).then(() => true),
        );
      });
      return rowOf(
        kind,
        await entryOf(kind, access, { ...key, ...pickKey(kind, set) }, allColumns(kind)),
        allColumns(kind),
      );
    },
    async remove({ kind: name, key, expected }) {
      const kind = kindOf(kinds, name);
      if (!kind.record.can.delete) throw wrongRequest(kind.system, `Records ${name} of ${kind.system} are not deleted`);
      await careful(kind, access, key, expected, [], async (entry, control) => {
        await access.change({ delete: entry.dn }, (client) => client.del(entry.dn, control).then(() => true));
      });
      return { removed: true };
    },
  };
}

function kindOf(kinds: ReadonlyMap<string, LdapKind>, name: string): LdapKind {
  const kind = kinds.get(name);
  if (kind) return kind;
  throw wrongRequest('directory', `There are no records ${name}; there are ${[...kinds.keys()].join(', ')}`);
}

function pickKey(kind: LdapKind, set: Row): Row {
  const value = set[kind.settings.key];
  return value === undefined ? {} : { [kind.settings.key]: value };
}

/** The one entry of a key. Throws `not-found`. */
export async function entryOf(
  kind: LdapKind,
  access: LdapAccess,
  key: Row,
  columns: readonly string[],
): Promise<Entry> {
  const column = kind.settings.key;
  const value = key[column] ?? null;
  if (value === null || typeof value === 'object')
    throw wrongRequest(kind.system, `The key of ${kind.name} is ${column}`);
  const where = { column, op: '=' as const, value };
  const [entry, ...more] = await access.search({
    kind,
    where,
    columns: [column, ...columns],
    attributes: ['entryCSN'],
  });
  if (entry === undefined)
    throw wrongRequest(kind.system, `${kind.system} has no ${kind.name} ${value}`, undefined, 'not-found');
  if (more.length > 0)
    throw wrongRequest(
      kind.system,
      `${kind.system} has several ${kind.name} ${value}: choose another key`,
      undefined,
      'conflict',
    );
  return entry;
}

/**
 * Reads the entry, compares what is expected, and writes only if the entry is still the one that was read: by the server itself where it
 * has the assertion control and entry sequence numbers (OpenLDAP has); elsewhere somebody may come between.
 */
async function careful(
  kind: LdapKind,
  access: LdapAccess,
  key: Row,
  expected: Row,
  columns: readonly string[],
  write: (entry: Entry, control: AssertionControl[]) => Promise<void>,
): Promise<void> {
  const asserts = await access.supports(AssertionControl.type);
  for (let attempt = 1; ; attempt += 1) {
    const entry = await entryOf(kind, access, key, [...Object.keys(expected), ...columns]);
    const now = rowOf(kind, entry, Object.keys(expected));
    if (Object.entries(expected).some(([name, value]) => JSON.stringify(now[name] ?? null) !== JSON.stringify(value)))
      throw wrongRequest(
        kind.system,
        `Somebody else has changed this ${kind.name} in ${kind.system}`,
        undefined,
        'conflict',
      );
    const [csn] = attributeValues(entry, 'entryCSN');
    const control =
      asserts && csn !== undefined
        ? [new AssertionControl(new EqualityFilter({ attribute: 'entryCSN', value: csn }))]
        : [];
    try {
      return await write(entry, control);
    } catch (thrown) {
      const legacy = asCarusoError(thrown).details['legacy'] as { readonly code?: unknown } | undefined;
      if (legacy?.code !== assertionFailed || attempt >= attempts) throw thrown;
    }
  }
}

/** A column's value as values of its attribute. Throws `invalid` for one that is not written. */
function writable(kind: LdapKind, name: string, value: Value): string[] {
  const column = kind.column(name);
  if (!column.writable || isOperational(column.attribute))
    throw wrongRequest(kind.system, `${kind.name}.${name} is kept by ${kind.system} itself`);
  if (value === null) return [];
  if (column.list && !Array.isArray(value)) throw wrongRequest(kind.system, `${kind.name}.${name} is a list`);
  return (Array.isArray(value) ? value : [value]).map((one) => toAttribute(one as Value, column.type));
}
