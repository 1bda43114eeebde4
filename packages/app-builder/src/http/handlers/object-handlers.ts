import { filterSchema } from '@caruso/business-objects/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

const limit = z.coerce.number().int().min(1).max(200).default(50);

const querySchema = z.object({
  search: z.string().max(200).optional(),
  limit,
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  where: z.string().max(4000).optional(),
  orderBy: z.string().max(100).optional(),
  direction: z.enum(['asc', 'desc']).default('asc'),
});

export function objectHandlers({
  objects,
}: Services): Handlers<'classes' | 'queryObjects' | 'getObject' | 'relatedObjects' | 'updateObject' | 'objectHistory'> {
  return {
    classes: (api) => objects.classes({}, api.call),

    queryObjects: (api) => {
      const { where, search, orderBy, direction, ...page } = api.query(querySchema);
      const query = {
        class: api.param('class'),
        ...page,
        ...(search === undefined || search.trim() === '' ? {} : { search }),
        ...(where === undefined ? {} : { where: parseFilter(where) }),
        ...(orderBy === undefined ? {} : { orderBy: [{ attribute: orderBy, direction }] }),
      };
      return objects.query(query, api.call);
    },

    getObject: (api) => objects.get({ class: api.param('class'), key: api.param('key') }, api.call),

    relatedObjects: (api) =>
      objects.related(
        {
          class: api.param('class'),
          key: api.param('key'),
          relation: api.param('relation'),
          limit: api.query(z.object({ limit })).limit,
        },
        api.call,
      ),

    updateObject: (api) => {
      const body = api.body(
        z.strictObject({
          values: z.record(z.string(), z.json()),
          version: z.number().int().optional(),
          expected: z.record(z.string(), z.json()).optional(),
        }),
      );
      const { values, version, expected } = body;
      return objects.update(
        {
          class: api.param('class'),
          key: api.param('key'),
          values,
          ...(version === undefined ? {} : { version }),
          ...(expected === undefined ? {} : { expected }),
        },
        api.call,
      );
    },

    objectHistory: (api) => objects.history({ class: api.param('class'), key: api.param('key') }, api.call),
  };
}

function parseFilter(text: string): z.output<typeof filterSchema> {
  try {
    return filterSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CarusoError(
      'invalid',
      'The filter in "where" is no JSON list of filters.',
      { attributes: { where: 'is no filter' } },
      { cause: error },
    );
  }
}
