import path from 'node:path';
import {
  CarusoError,
  defineContract,
  operation as defineOperation,
  stream,
} from '@caruso/core-service-manager/contract';
import type { Contract, Members } from '@caruso/core-service-manager/contract';
import { recordStore } from '@caruso/storage-manager/contract';
import type { z } from 'zod';
import { documentOperations } from './openapi/document-operations.js';
import { isObject, openApiDocument } from './openapi/openapi-document.js';
import { describedOperation } from './operations/described-operation.js';
import type { RestOperation } from './operations/rest-operation.js';
import { itemList } from './paging/item-schema.js';
import type { PagedList } from './paging/read-pages.js';
import type { RestSettings } from './settings.js';

/** A list that is read page by page. */
export interface ListStream {
  readonly name: string;
  readonly operation: RestOperation;
  readonly paged: PagedList;
  readonly item: z.ZodType;
}

/** What settings (and the document they name) describe, before anything is connected. */
export interface RestService {
  readonly contract: Contract;
  readonly provides: readonly Contract[];
  readonly operations: ReadonlyMap<string, RestOperation>;
  readonly streams: readonly ListStream[];
  /** Of the document's first server. */
  readonly documentUrl: string | undefined;
  /** What of the document is not offered or not checked. */
  readonly notes: readonly string[];
}

/** @throws CarusoError `invalid` that names what is wrong in the settings or the document. */
export async function restService(name: string, settings: RestSettings, appDir: string): Promise<RestService> {
  const fromDocument =
    settings.openapi === undefined ? undefined : await readDocument(name, settings, settings.openapi, appDir);
  const byHand = Object.entries(settings.operations).map(([key, one]) => describedOperation(name, key, one));
  const all = [...(fromDocument?.operations ?? []), ...byHand].map((one) =>
    withErrorMessage(one, settings.errorMessage),
  );
  const operations = new Map(all.map((one) => [one.name, one]));
  if (operations.size < all.length) {
    const twice = byHand
      .map((one) => one.name)
      .filter((key) => fromDocument?.operations.some((one) => one.name === key));
    throw new CarusoError('invalid', `operations ${twice.join(', ')} stand in the document too`, { operations: twice });
  }
  const fromHand = new Set(byHand.map((one) => one.name));
  const streams = all.flatMap((one) => listStream(one, fromHand.has(one.name) ? undefined : settings.paging));
  const contract = contractOf(settings, all, streams);
  return {
    contract,
    provides: Object.keys(settings.records).length === 0 ? [contract] : [contract, recordStore(name)],
    operations,
    streams,
    documentUrl: fromDocument?.url,
    notes: fromDocument?.notes ?? [],
  };
}

async function readDocument(name: string, settings: RestSettings, file: string, appDir: string) {
  const document = await openApiDocument(path.resolve(appDir, file), path.dirname(path.resolve(appDir, file)));
  const { only, extras, checkAnswers } = settings;
  const servers = document.root['servers'];
  const server: unknown = Array.isArray(servers) ? servers[0] : undefined;
  const url =
    isObject(server) && typeof server['url'] === 'string' && URL.canParse(server['url']) ? server['url'] : undefined;
  return { ...documentOperations(document, { system: name, only, extras, checkAnswers }), url };
}

function withErrorMessage(operation: RestOperation, errorMessage: string | undefined): RestOperation {
  return operation.errorMessage !== undefined || errorMessage === undefined
    ? operation
    : { ...operation, errorMessage };
}

/** @throws CarusoError `invalid` for paging of an operation whose answer holds no list, or several. */
function listStream(operation: RestOperation, common: RestSettings['paging']): readonly ListStream[] {
  const paging = operation.paging ?? (operation.method === 'GET' ? common : undefined);
  if (paging === undefined) return [];
  const list = itemList(operation.output, paging.items);
  if (list === undefined) {
    if (operation.paging === undefined) return [];
    throw new CarusoError(
      'invalid',
      `paging of ${operation.name}: say with "items" where the list stands in its output`,
      {
        operation: operation.name,
      },
    );
  }
  const name = operation.paging?.stream ?? `${operation.name}All`;
  return [{ name, operation, paged: { ...paging, at: list.at }, item: list.item }];
}

function contractOf(
  { contract }: RestSettings,
  operations: readonly RestOperation[],
  streams: readonly ListStream[],
): Contract {
  const members: Members = Object.fromEntries([
    ...operations.map(({ name, summary, input, output, idempotent, timeoutMs }) => [
      name,
      defineOperation({ summary, input, output, idempotent, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
    ]),
    ...streams.map(({ name, operation, item }) => [
      name,
      stream({ summary: `${operation.summary || operation.name}, all pages`, input: operation.input, output: item }),
    ]),
  ]);
  if (Object.keys(members).length < operations.length + streams.length) {
    throw new CarusoError(
      'invalid',
      `Two members of ${contract.id} have one name; name the streams of lists with "stream"`,
    );
  }
  return defineContract({ id: contract.id, version: contract.version, summary: contract.summary, members });
}
