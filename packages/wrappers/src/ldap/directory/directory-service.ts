import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, ImplementationOf } from '@caruso/core-service-manager/contract';
import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Condition, Value } from '@caruso/storage-manager/contract';
import type { Entry } from 'ldapts';
import type { Directory, DirectoryEntry } from '../../contract/index.js';
import { columnValue } from '../entries/attribute-values.js';
import type { LdapAccess } from '../entries/ldap-access.js';
import type { LdapKind } from '../entries/ldap-kind.js';
import { inOrder } from '../records/in-order.js';
import { allColumns, entryOf, rowOf } from '../records/ldap-records.js';
import { watchChanges } from './watch-changes.js';

export interface DirectoryOptions {
  readonly system: string;
  readonly kinds: ReadonlyMap<string, LdapKind>;
  readonly access: LdapAccess;
  readonly clock: Clock;
  readonly pollMs: number;
}

export function createDirectory(options: DirectoryOptions): ImplementationOf<typeof Directory> {
  const { system, kinds, access } = options;

  function kindOf(name: string | undefined): LdapKind {
    const kind = name === undefined ? kinds.values().next().value : kinds.get(name);
    if (kind) return kind;
    throw wrongRequest(system, `${system} has no kind ${name ?? ''}; it has ${[...kinds.keys()].join(', ')}`);
  }

  return {
    async find({ kind: name, words, limit }) {
      const kind = kindOf(name);
      const entries = await access.search({ kind, where: wordCondition(kind, words), columns: allColumns(kind) });
      const found = entries.map((entry) => directoryEntry(kind, entry));
      const order = inOrder([{ column: 'key', direction: 'asc' }]);
      return found.toSorted((one, other) => order({ key: one.key }, { key: other.key })).slice(0, limit);
    },
    async get({ kind: name, key }) {
      const kind = kindOf(name);
      return directoryEntry(
        kind,
        await entryOf(kind, access, { [kind.settings.key]: keyValue(kind, key) }, allColumns(kind)),
      );
    },
    async authenticate({ kind: name, name: login, password }) {
      const kind = kindOf(name);
      // RFC 4513 5.1.2: a bind with an empty password succeeds for everybody, as nobody.
      if (login === '' || password === '') throw wrongPassword();
      const where: Condition = { column: kind.settings.login ?? kind.settings.key, op: '=', value: login };
      const [entry, ...more] = await access.search({ kind, where, columns: allColumns(kind) });
      if (entry === undefined || more.length > 0) throw wrongPassword();
      try {
        await access.signIn(entry.dn, password);
      } catch (thrown) {
        const error = asCarusoError(thrown);
        // 49: wrong password; 48, 53: the entry has none, or may not sign in.
        const { code } = (error.details['legacy'] ?? {}) as { readonly code?: unknown };
        throw code === 49 || code === 48 || code === 53 ? wrongPassword() : error;
      }
      return directoryEntry(kind, entry);
    },
    async *changed({ kind: name }, { signal }) {
      const kind = kindOf(name);
      for await (const { entry, at } of watchChanges({ ...options, kind, signal })) {
        yield { ...directoryEntry(kind, entry), ...(at === null ? {} : { at }) };
      }
    },
  };
}

export function directoryEntry(kind: LdapKind, entry: Entry): DirectoryEntry {
  const key = columnValue(entry, kind.column(kind.settings.key));
  return { kind: kind.name, key: plain(key), dn: entry.dn, values: rowOf(kind, entry, allColumns(kind)) };
}

function plain(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function keyValue(kind: LdapKind, key: string): string | number {
  return kind.column(kind.settings.key).type === 'integer' ? Number(key) : key;
}

function wrongPassword(): CarusoError {
  return new CarusoError('unauthenticated', 'Name or password is wrong');
}

function wordCondition(kind: LdapKind, text: string): Condition | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const named = kind.settings.search ?? allColumns(kind);
  const columns = named.filter(
    (name) => kind.column(name).type === 'text' && !/^(dn|entryUUID|entryCSN)$/i.test(kind.column(name).attribute),
  );
  return {
    all: words.map((value) => ({ any: columns.map((column) => ({ column, op: 'contains' as const, value })) })),
  };
}
