import { CarusoError } from '@caruso/core-service-manager/contract';
import express from 'express';
import type { Router } from 'express';
import { routes } from '../contract/routes.js';
import type { Route, RouteName } from '../contract/routes.js';
import { liveHandler } from '../live/live-handler.js';
import { apiRequest } from './api-request.js';
import type { Handlers } from './api-request.js';
import { administrationHandlers } from './handlers/administration-handlers.js';
import { dialogHandlers } from './handlers/dialog-handlers.js';
import { objectHandlers } from './handlers/object-handlers.js';
import { reportHandlers } from './handlers/report-handlers.js';
import { screenHandlers } from './handlers/screen-handlers.js';
import { sessionHandlers } from './handlers/session-handlers.js';
import { workHandlers } from './handlers/work-handlers.js';
import { identify } from './identification.js';
import type { Tokens } from './identification.js';
import { accountLimit, signInLimit } from './security.js';
import type { Services } from './services.js';

/** The API. Built from the table of routes, so that none is without rights. */
export function apiRouter(services: Services, tokens: Tokens): Router {
  const handlers: Handlers = {
    ...sessionHandlers(services),
    ...objectHandlers(services),
    ...screenHandlers(services),
    ...dialogHandlers(services),
    ...workHandlers(services),
    ...reportHandlers(services),
    ...administrationHandlers(services),
    live: liveHandler(services),
  };
  const router = express.Router();
  router.post(routes.signIn.path, signInLimit());
  router.use(express.json({ limit: '256kb' }));
  router.post(routes.signIn.path, accountLimit());
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const method = route.method.toLowerCase() as Lowercase<Route['method']>;
    router[method](route.path, async (request, response) => {
      response.set('cache-control', 'no-store');
      const who = await identify(request, route, { ...services, tokens });
      const answer = await handlers[name](apiRequest(request, response, who));
      if (answer !== undefined) response.json(answer);
    });
  }
  router.all('/api/{*rest}', (request) => {
    throw new CarusoError('not-found', `There is no ${request.method} ${request.path}.`);
  });
  return router;
}
