import type { JsonValue, LegacySystem } from '@caruso/core-service-manager/wrapper-kit';
import { systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { Condition } from '@caruso/storage-manager/contract';
import type { Client, Entry } from 'ldapts';
import type { LdapConnections } from '../connections/ldap-connections.js';
import { ldapError } from '../connections/ldap-error.js';
import { allOf, conditionFilter } from './condition-filter.js';
import { conditionHolds } from './condition-holds.js';
import type { LdapKind } from './ldap-kind.js';

export interface Search {
  readonly kind: LdapKind;
  readonly where?: Condition | undefined;
  /** Columns whose values are needed. */
  readonly columns: readonly string[];
  /** Attributes besides. */
  readonly attributes?: readonly string[];
  readonly signal?: AbortSignal;
}

/** The directory as a system behind the wrapper: in turn, within its time, with errors of three kinds. */
export interface LdapAccess {
  /** Entries for which the condition holds, in no order. */
  search(search: Search): Promise<readonly Entry[]>;
  /** `request` identifies the exchange in a recording. */
  change<T>(request: JsonValue, work: (client: Client) => Promise<T>): Promise<T>;
  signIn(dn: string, password: string): Promise<void>;
  /** Whether the server knows a control, by its root entry (RFC 4512 5.1). */
  supports(control: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface AccessLimits {
  readonly pageSize: number;
  readonly maxEntries: number;
}

export function createLdapAccess(system: LegacySystem, connections: LdapConnections, limits: AccessLimits): LdapAccess {
  let controls: readonly string[] | undefined;

  async function settled<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw ldapError(system.name, thrown) ?? thrown;
    }
  }

  async function pages(
    client: Client,
    { kind, where }: Search,
    filter: string,
    attributes: readonly string[],
    limit: AbortSignal,
  ): Promise<Entry[]> {
    const found: Entry[] = [];
    const options = {
      scope: kind.settings.scope,
      filter,
      attributes: [...attributes],
      paged: { pageSize: limits.pageSize },
      timeLimit: 0,
    };
    for await (const page of client.searchPaginated(kind.base, options)) {
      limit.throwIfAborted();
      found.push(...page.searchEntries.filter((entry) => where === undefined || conditionHolds(where, kind, entry)));
      if (found.length > limits.maxEntries) {
        throw systemRefuses(
          system.name,
          `More than ${limits.maxEntries} entries of ${system.name} answer this; ask for less (maxEntries)`,
        );
      }
    }
    return found;
  }

  return {
    async search(search) {
      const { kind, where, columns, signal } = search;
      const condition = where === undefined ? true : conditionFilter(where, kind);
      if (condition === false) return [];
      const filter = String(allOf([kind.settings.filter, condition]));
      const named = [...columns, ...(where === undefined ? [] : columnsOf(where))].map(
        (name) => kind.column(name).attribute,
      );
      const attributes = [...new Set([...named, ...(search.attributes ?? [])])].filter(
        (name) => name.toLowerCase() !== 'dn',
      );
      // RFC 4511 4.5.1.8: no attributes at all.
      const asked = attributes.length === 0 ? ['1.1'] : attributes;
      return system.exchange(
        { search: kind.base, filter, attributes: asked },
        (limit) => settled(() => connections.use((client) => pages(client, search, filter, asked, limit))),
        signal === undefined ? {} : { signal },
      );
    },
    change: (request, work) =>
      system.exchange(request, (limit) =>
        settled(() =>
          connections.use((client) => {
            // Nobody waits for it any more: it must not be made behind the caller's back.
            limit.throwIfAborted();
            return work(client);
          }),
        ),
      ),
    async signIn(dn, password) {
      await system.exchange({ signIn: dn }, () =>
        connections.signIn(dn, password).then(() => true, rejectAsIs(system.name)),
      );
    },
    async supports(control) {
      controls ??= await system.exchange({ search: '', attributes: ['supportedControl'] }, () =>
        settled(() =>
          connections.use(async (client) => {
            const { searchEntries } = await client.search('', { scope: 'base', attributes: ['supportedControl'] });
            const listed = searchEntries[0]?.['supportedControl'] ?? [];
            return (Array.isArray(listed) ? listed : [listed]).map(String);
          }),
        ),
      );
      return controls.includes(control);
    },
    async close() {
      await system.close();
      await connections.close();
    },
  };
}

function rejectAsIs(system: string): (thrown: unknown) => never {
  return (thrown) => {
    throw ldapError(system, thrown) ?? thrown;
  };
}

function columnsOf(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(columnsOf);
  if ('any' in condition) return condition.any.flatMap(columnsOf);
  return 'not' in condition ? columnsOf(condition.not) : [condition.column];
}
