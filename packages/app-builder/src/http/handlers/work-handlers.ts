import { objectRefSchema } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { deskOf } from '../../live/desk.js';
import { monitorOf } from '../../live/monitor.js';
import { person } from '../api-request.js';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

export function workHandlers(
  services: Services,
): Handlers<
  | 'desk'
  | 'setState'
  | 'contact'
  | 'answerContact'
  | 'hangUpContact'
  | 'identifyContact'
  | 'completeContact'
  | 'dispositions'
  | 'monitor'
> {
  const { work, comm } = services;
  return {
    desk: (api) => deskOf(services, person(api)),

    setState: async (api) => {
      const wanted = api.body(
        z.strictObject({ state: z.enum(['offline', 'ready', 'paused']), reason: z.string().max(100).optional() }),
      );
      const { state, reason } = wanted;
      return work.setState({ agent: person(api).id, state, ...(reason === undefined ? {} : { reason }) }, api.call);
    },

    contact: (api) => comm.contact({ contact: api.param('id') }, api.call),
    answerContact: (api) => comm.answer({ contact: api.param('id') }, api.call),
    hangUpContact: (api) => comm.hangUp({ contact: api.param('id') }, api.call),
    identifyContact: (api) =>
      comm.identify({ contact: api.param('id'), ...api.body(z.strictObject({ customer: objectRefSchema })) }, api.call),
    completeContact: (api) =>
      comm.complete(
        {
          contact: api.param('id'),
          ...api.body(z.strictObject({ disposition: z.string(), note: z.string().max(4000).default('') })),
        },
        api.call,
      ),
    dispositions: (api) => comm.dispositions({}, api.call),
    monitor: (api) => monitorOf(services, person(api)),
  };
}
