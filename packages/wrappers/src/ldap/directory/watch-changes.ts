import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock } from '@caruso/core-service-manager/contract';
import type { Entry } from 'ldapts';
import { attributeValues, fromAttribute } from '../entries/attribute-values.js';
import type { LdapAccess } from '../entries/ldap-access.js';
import type { LdapKind } from '../entries/ldap-kind.js';
import { allColumns } from '../records/ldap-records.js';

export interface Watch {
  readonly kind: LdapKind;
  readonly access: LdapAccess;
  readonly clock: Clock;
  /** Milliseconds between two questions. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** Entries with a newer stamp than at the last question, from now on. While the directory is away nothing comes, and nothing is missed. */
export async function* watchChanges({ kind, access, clock, pollMs, signal }: Watch): AsyncGenerator<{
  readonly entry: Entry;
  /** ISO 8601 instant by the directory's clock, in whole seconds. */
  readonly at: string | null;
}> {
  const stampsOf = (entry: Entry) => {
    const [time = ''] = attributeValues(entry, 'modifyTimestamp');
    // Stamps are of whole seconds; the sequence number tells two changes of a second apart.
    return { time, mark: attributeValues(entry, 'entryCSN')[0] ?? time };
  };
  const narrowed = (latest: string): LdapKind =>
    latest === ''
      ? kind
      : { ...kind, settings: { ...kind.settings, filter: `(&${kind.settings.filter}(modifyTimestamp>=${latest}))` } };
  const stamps = ['modifyTimestamp', 'entryCSN'];
  let latest = '';
  /** Marks of the entries changed in the latest second. */
  let seen = new Map<string, string>();
  let first = true;

  while (!signal.aborted) {
    const entries = await access
      .search({ kind: narrowed(latest), columns: first ? [] : allColumns(kind), attributes: stamps, signal })
      .catch((thrown: unknown) => {
        const error = asCarusoError(thrown);
        if (error.code === 'unavailable' || error.code === 'overloaded') return null;
        if (signal.aborted) return [];
        throw error;
      });
    if (entries !== null) {
      const changed = first ? [] : entries.filter((entry) => seen.get(entry.dn) !== stampsOf(entry).mark);
      const newest = entries.reduce(
        (time, entry) => (stampsOf(entry).time > time ? stampsOf(entry).time : time),
        latest,
      );
      const marks = entries
        .filter((entry) => stampsOf(entry).time === newest)
        .map((entry): [string, string] => [entry.dn, stampsOf(entry).mark]);
      seen = new Map(marks);
      latest = newest;
      first = false;
      for (const entry of changed) {
        const at = fromAttribute(stampsOf(entry).time, 'timestamp');
        yield { entry, at: typeof at === 'string' ? at : null };
      }
    }
    await pause(clock, pollMs, signal);
  }
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
