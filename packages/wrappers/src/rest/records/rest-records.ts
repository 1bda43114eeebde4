import { CarusoError, isCarusoError } from '@caruso/core-service-manager/contract';
import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Row } from '@caruso/storage-manager/contract';
import { callOperation, checkedInput } from '../operations/call-operation.js';
import type { RestOperation } from '../operations/rest-operation.js';
import type { RequestContext, RestSystem } from '../operations/rest-system.js';
import { readPages } from '../paging/read-pages.js';
import type { PagedList } from '../paging/read-pages.js';
import { asWanted, recordOf, rowOf } from './record-mapping.js';
import type { RestRecordSettings } from './record-settings.js';

/** The operations of one kind of record. */
export interface RecordOperations {
  readonly list: RestOperation;
  /** How the list is read; without it the operation's answer is the list at `at`. */
  readonly paged: PagedList | undefined;
  readonly at: string;
  readonly get: RestOperation | undefined;
  readonly insert: RestOperation | undefined;
  readonly update: RestOperation | undefined;
  readonly remove: RestOperation | undefined;
}

export interface RestRecords {
  readonly name: string;
  readonly settings: RestRecordSettings;
  get(key: Row, context: RequestContext): Promise<Row | undefined>;
  all(listInput: Readonly<Record<string, unknown>>, context: RequestContext): AsyncGenerator<Row>;
  insert(row: Row, context: RequestContext): Promise<Row>;
  update(key: Row, set: Row, expected: Row, context: RequestContext): Promise<Row>;
  remove(key: Row, expected: Row, context: RequestContext): Promise<boolean>;
}

/** Records of one kind behind a REST system. */
export function restRecords(
  system: RestSystem,
  name: string,
  settings: RestRecordSettings,
  operations: RecordOperations,
): RestRecords {
  const row = (record: unknown): Row => rowOf(system.name, name, settings, record);

  async function get(key: Row, context: RequestContext): Promise<Row | undefined> {
    try {
      return row(await callOperation(system, needed(operations.get, 'get'), keyInput(key), context));
    } catch (thrown) {
      if (isCarusoError(thrown) && thrown.code === 'not-found') return undefined;
      throw thrown;
    }
  }

  function needed(operation: RestOperation | undefined, what: string): RestOperation {
    if (operation !== undefined) return operation;
    throw new CarusoError('invalid', `${system.name} has no operation to ${what} ${name}`, {
      system: system.name,
      kind: name,
    });
  }

  function keyInput(key: Row): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(key).map(([column, value]) => [settings.keyFields[column] ?? column, value]),
    );
  }

  function input(
    operation: RestOperation,
    key: Row,
    body: Row | undefined,
    version: unknown,
  ): Readonly<Record<string, unknown>> {
    const record = body === undefined ? {} : recordOf(settings, body);
    const placed = operation.bodyField === undefined || body === undefined ? record : { [operation.bodyField]: record };
    const match =
      operation.ifMatch !== undefined && typeof version === 'string' ? { [operation.ifMatch]: version } : {};
    return asWanted(operation.input, { ...placed, ...keyInput(key), ...match }) as Readonly<Record<string, unknown>>;
  }

  /** The record as it is now, with what is expected of it met; undefined when nothing needs to be looked at. */
  async function current(
    operation: RestOperation,
    key: Row,
    expected: Row,
    always: boolean,
    context: RequestContext,
  ): Promise<Row | undefined> {
    // What the operation cannot hand to the system as If-Match is compared here.
    const toCompare = Object.entries(expected).filter(
      ([column]) => column !== settings.version || operation.ifMatch === undefined,
    );
    if (!always && toCompare.length === 0) return undefined;
    const found = await get(key, context);
    if (found === undefined)
      throw wrongRequest(system.name, `${system.name} has no such record of ${name}`, undefined, 'not-found');
    for (const [column, value] of toCompare) {
      if (JSON.stringify(found[column] ?? null) !== JSON.stringify(value)) {
        throw wrongRequest(
          system.name,
          `Somebody else changed this record of ${name}: ${column}`,
          undefined,
          'conflict',
        );
      }
    }
    return found;
  }

  /** What goes as `If-Match`: the version the caller saw, else the one there is, so that nobody comes in between. */
  function versionOf(expected: Row, before: Row | undefined): unknown {
    const { version } = settings;
    if (version === undefined) return undefined;
    if (expected[version] !== null) return expected[version] ?? before?.[version];
    // To take the present version instead would overwrite what somebody else wrote since.
    throw wrongRequest(
      system.name,
      `The ${version} of this record of ${name} is not known, as ${settings.list} does not tell it; read it by its key first`,
    );
  }

  async function answered(answer: unknown, key: Row, fallback: Row, context: RequestContext): Promise<Row> {
    const whole = typeof answer === 'object' && answer !== null;
    const made = whole ? rowOf(system.name, name, settings, answer) : undefined;
    if (made !== undefined && settings.key.every((column) => made[column] !== null)) return made;
    const known = settings.key.length > 0 && settings.key.every((column) => (key[column] ?? null) !== null);
    return (known && operations.get !== undefined ? await get(key, context) : undefined) ?? fallback;
  }

  return {
    name,
    settings,
    get,
    async *all(listInput, context) {
      const { list, paged, at } = operations;
      const records = readPages(system, list, paged ?? onePage(at), checkedInput(system, list, listInput), context);
      for await (const record of records) yield row(record);
    },
    async insert(given, context) {
      const operation = needed(operations.insert, 'insert');
      const body = without(given, settings.version);
      const answer = await callOperation(system, operation, input(operation, {}, body, undefined), context);
      const key = Object.fromEntries(settings.key.map((column) => [column, given[column] ?? null]));
      return answered(answer, key, given, context);
    },
    async update(key, set, expected, context) {
      const operation = needed(operations.update, 'update');
      const whole = operation.method === 'PUT';
      const before = await current(operation, key, expected, whole, context);
      const version = versionOf(expected, before);
      const body = without(whole ? { ...before, ...set } : set, settings.version);
      const answer = await callOperation(system, operation, input(operation, key, body, version), context);
      return answered(answer, key, { ...before, ...set, ...key }, context);
    },
    async remove(key, expected, context) {
      const operation = needed(operations.remove, 'remove');
      try {
        const before = await current(operation, key, expected, false, context);
        const version = versionOf(expected, before);
        await callOperation(system, operation, input(operation, key, undefined, version), context);
        return true;
      } catch (thrown) {
        if (isCarusoError(thrown) && thrown.code === 'not-found') return false;
        throw thrown;
      }
    },
  };
}

/** A list without paging is one page. */
function onePage(at: string): PagedList {
  return { kind: 'link-header', maxPages: 1, at };
}

function without(row: Row, column: string | undefined): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
}
