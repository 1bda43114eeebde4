import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** The HTTP side of an application, as a service among the others. */
export const WebServer = defineContract({
  id: 'web-server',
  version: '1.0.0',
  summary: 'HTTP: pages, API, sign-in',
  members: {
    address: operation({
      summary: 'Where the browser goes',
      input: z.object({}),
      output: z.object({ url: z.string(), port: z.number() }),
      idempotent: true,
    }),
  },
});
