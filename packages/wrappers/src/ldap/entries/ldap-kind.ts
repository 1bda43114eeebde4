import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { RecordKind } from '@caruso/storage-manager/contract';
import type { LdapColumn, LdapKindSettings, LdapSettings } from '../settings.js';

/** A kind of entries, with what is asked of the directory for it. */
export interface LdapKind {
  readonly system: string;
  readonly name: string;
  readonly base: string;
  readonly settings: LdapKindSettings;
  readonly record: RecordKind;
  /** Throws `invalid` naming the column. */
  column(name: string): LdapColumn;
}

/** Kept by the server: nobody writes them. */
const operational =
  /^(dn|entryUUID|entryCSN|entryDN|modifyTimestamp|createTimestamp|modifiersName|creatorsName|structuralObjectClass|subschemaSubentry|hasSubordinates|numSubordinates|objectGUID|whenCreated|whenChanged)$/i;

export function isOperational(attribute: string): boolean {
  return operational.test(attribute);
}

export function ldapKinds(system: string, settings: LdapSettings): ReadonlyMap<string, LdapKind> {
  return new Map(
    Object.entries(settings.kinds).map(([name, kind]) => [name, ldapKind(system, name, kind, settings.baseDn)]),
  );
}

function ldapKind(system: string, name: string, settings: LdapKindSettings, baseDn: string): LdapKind {
  const columns = Object.entries(settings.columns);
  return {
    system,
    name,
    base: settings.base ?? baseDn,
    settings,
    record: {
      name,
      columns: columns.map(([column, { type, list }]) => ({
        name: column,
        type: list ? ('json' as const) : type,
        nullable: column !== settings.key,
      })),
      key: [settings.key],
      can: {
        insert: settings.create !== undefined,
        update: settings.writable.includes('update'),
        delete: settings.writable.includes('delete'),
      },
    },
    column(asked) {
      const column = Object.hasOwn(settings.columns, asked) ? settings.columns[asked] : undefined;
      if (column) return column;
      throw wrongRequest(
        system,
        `${name} has no column ${JSON.stringify(asked)}; it has ${columns.map(([known]) => known).join(', ')}`,
      );
    },
  };
}
