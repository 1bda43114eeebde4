import { CarusoError } from '@caruso/core-service-manager/contract';
import { pick, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { HttpAnswer } from '../http/http-connection.js';
import type { RestOperation, RestRequest } from '../operations/rest-operation.js';
import type { RequestContext, RestSystem } from '../operations/rest-system.js';
import { readJson } from '../operations/read-json.js';
import { nextLink } from './next-link.js';
import type { PagingSettings } from './paging-settings.js';

/** Paging of an operation, with the place of the list in its output; '' is the output itself. */
export type PagedList = PagingSettings & { readonly at: string };

/**
 * The items of all pages, one after the other; a page is asked for when the one before it has been read.
 * @throws CarusoError `invalid` when there are more pages than `maxPages`; `refused` when the system leads in a circle.
 */
export async function* readPages(
  system: RestSystem,
  operation: RestOperation,
  { at, ...paging }: PagedList,
  input: Readonly<Record<string, unknown>>,
  context: RequestContext,
): AsyncGenerator<unknown> {
  const first = operation.request(input);
  let request: RestRequest | undefined = paging.kind === 'offset' ? atOffset(first, paging, 0) : first;
  const asked = new Set<string>();
  for (let page = 0; request !== undefined; page += 1) {
    if (page === paging.maxPages) {
      throw new CarusoError('invalid', `More than ${paging.maxPages} pages of ${operation.name}; ask for less`, {
        system: system.name,
        maxPages: paging.maxPages,
      });
    }
    const address = JSON.stringify([request.path, request.query, request.body ?? '']);
    if (asked.has(address)) throw systemRefuses(system.name, `The pages of ${operation.name} lead in a circle`);
    asked.add(address);
    const answer = await system.send(operation, request, context);
    const items = listAt(system.name, operation, at, answer);
    yield* items;
    request = nextRequest(system, first, paging, answer, page + 1, items.length);
  }
}

function listAt(system: string, { name, read }: RestOperation, at: string, answer: HttpAnswer): readonly unknown[] {
  const found = pick(read(answer), at);
  // A page without items may leave the list out.
  if (found === undefined || found === null) return [];
  if (Array.isArray(found)) return found;
  throw systemRefuses(system, `${system} answered ${name} without a list${at === '' ? '' : ` at "${at}"`}`);
}

function nextRequest(
  system: RestSystem,
  first: RestRequest,
  paging: PagingSettings,
  answer: HttpAnswer,
  page: number,
  itemCount: number,
): RestRequest | undefined {
  switch (paging.kind) {
    case 'link-header':
      return atAddress(system, first, nextLink(answer.headers['link']));
    case 'next-url':
      return atAddress(system, first, pick(readJson(system.name, first.path, answer), paging.next));
    case 'offset':
      return itemCount < paging.size ? undefined : atOffset(first, paging, page);
    case 'cursor': {
      const mark = pick(readJson(system.name, first.path, answer), paging.next);
      if (mark === undefined || mark === null || mark === '' || mark === false) return undefined;
      return withParameters(first, { [paging.parameter]: String(mark) });
    }
  }
}

/** As the system's answer names it: absolute, or relative to the address of the first page (RFC 3986 5). */
function atAddress(system: RestSystem, first: RestRequest, next: unknown): RestRequest | undefined {
  if (typeof next !== 'string' || next === '') return undefined;
  const base = system.address(first);
  if (!URL.canParse(next, base.href))
    throw systemRefuses(system.name, `${system.name} names no address of the next page`, { message: next });
  return { ...first, path: new URL(next, base).href, query: [] };
}

function atOffset(first: RestRequest, paging: Extract<PagingSettings, { kind: 'offset' }>, page: number): RestRequest {
  const step = paging.unit === 'pages' ? 1 : paging.size;
  const parameters = { [paging.parameter]: String(paging.first + page * step) };
  return withParameters(
    first,
    paging.sizeParameter === undefined ? parameters : { ...parameters, [paging.sizeParameter]: String(paging.size) },
  );
}

function withParameters(request: RestRequest, parameters: Readonly<Record<string, string>>): RestRequest {
  const others = request.query.filter(([name]) => !Object.hasOwn(parameters, name));
  return { ...request, query: [...others, ...Object.entries(parameters)] };
}
