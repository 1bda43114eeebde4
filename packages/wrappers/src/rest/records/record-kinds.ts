import { CarusoError } from '@caruso/core-service-manager/contract';
import type { RestOperation } from '../operations/rest-operation.js';
import type { RestSystem } from '../operations/rest-system.js';
import { itemList } from '../paging/item-schema.js';
import type { RestService } from '../rest-service.js';
import type { RestRecordSettings } from './record-settings.js';
import { restRecords } from './rest-records.js';
import type { RestRecords } from './rest-records.js';

/**
 * The kinds of records that settings make of a service's operations.
 * @throws CarusoError `invalid` that names an operation or a column that is not there, or a list that holds no list.
 */
export function recordKinds(
  system: RestSystem,
  settings: Readonly<Record<string, RestRecordSettings>>,
  { operations, streams }: RestService,
): ReadonlyMap<string, RestRecords> {
  return new Map(
    Object.entries(settings).map(([kind, given]) => [
      kind,
      restRecords(system, kind, given, operationsOf(kind, given)),
    ]),
  );

  function operationsOf(kind: string, given: RestRecordSettings) {
    const named = (role: 'get' | 'insert' | 'update' | 'remove'): RestOperation | undefined => {
      const name = given[role];
      return name === undefined ? undefined : found(kind, role, name);
    };
    const list = found(kind, 'list', given.list);
    const paged = streams.find(({ operation }) => operation.name === list.name)?.paged;
    const at = paged?.at ?? itemList(list.output, undefined)?.at;
    if (at === undefined) throw invalid(kind, `${given.list} answers no list`);
    const get = named('get');
    const update = named('update');
    for (const column of [
      ...given.key,
      ...Object.keys(given.filters),
      ...(given.version === undefined ? [] : [given.version]),
    ]) {
      if (!Object.hasOwn(given.columns, column)) throw invalid(kind, `"${column}" is none of its columns`);
    }
    if (update?.method === 'PUT' && get === undefined) {
      throw invalid(kind, 'update is a PUT, which replaces the whole record, so get is needed');
    }
    return { list, paged, at, get, insert: named('insert'), update, remove: named('remove') };
  }

  function found(kind: string, role: string, name: string): RestOperation {
    const operation = operations.get(name);
    if (operation === undefined) throw invalid(kind, `${role}: there is no operation "${name}"`);
    return operation;
  }
}

function invalid(kind: string, message: string): CarusoError {
  return new CarusoError('invalid', `records.${kind}: ${message}`, { kind });
}
