import { CarusoError } from '@caruso/core-service-manager/contract';
import express from 'express';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiRouter } from './api-router.js';
import { clientFiles } from './client-files.js';
import { errorResponse } from './error-response.js';
import { requestTrace } from './request-trace.js';
import { requestMarks, securityHeaders } from './security.js';
import type { Tokens } from './identification.js';
import type { Services } from './services.js';

export interface WebServerOptions {
  readonly services: Services;
  readonly host: string;
  readonly port: number;
  readonly tokens: Tokens;
  readonly appDir: string;
  /** Whether all components have started. */
  readonly isReady: () => boolean;
}

export interface RunningWebServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function startWebServer(options: WebServerOptions): Promise<RunningWebServer> {
  const { services, host, port } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(requestTrace, requestMarks, securityHeaders());
  app.get('/healthz', (_request, response) => {
    response.set('cache-control', 'no-store');
    response.status(options.isReady() ? 200 : 503).json({ status: options.isReady() ? 'ready' : 'starting' });
  });
  app.use(apiRouter(services, options.tokens));
  app.use(await clientFiles(options.appDir));
  app.use((request) => {
    throw new CarusoError('not-found', `There is no ${request.method} ${request.path}.`);
  });
  app.use(errorResponse(services.log));
  const server = createServer(app);
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    url: `http://${shown}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(
        new CarusoError(
          'unavailable',
          inUse
            ? `Port ${port} is in use by another program. Choose another one: --port N.`
            : `The HTTP server cannot listen on ${host}:${port}: ${error.message}. Choose others: --host ADDRESS --port N.`,
        ),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
