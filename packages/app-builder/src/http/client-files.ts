import { CarusoError } from '@caruso/core-service-manager/contract';
import express from 'express';
import type { Router } from 'express';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageFolder } from '../application/package-folder.js';

/** The browser side: hashed assets for ever, and one page for every address, with this request's style nonce in it. */
export async function clientFiles(appDir: string): Promise<Router> {
  const folder = await packageFolder('@caruso/web-client', appDir);
  const dist = path.join(folder, 'dist');
  const file = path.join(dist, 'index.html');
  // Read at the first request: without a browser side the API still serves the command line.
  let page: string | undefined;
  const router = express.Router();
  router.use(
    '/assets',
    express.static(path.join(dist, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
    // After an upgrade an open page may ask for a file of the former build: browsers ask for scripts with "accept: */*".
    (request) => {
      throw new CarusoError('not-found', `There is no ${request.baseUrl}${request.path}.`);
    },
  );
  const files = express.static(dist, { index: false, redirect: false, maxAge: '1h' });
  router.use((request, response, next) => {
    // The page itself is made below, with its nonce.
    if (request.path === '/index.html') next();
    else files(request, response, next);
  });
  router.get('/{*page}', async (request, response) => {
    // A missing picture or script must not get the page; an address of a page may hold dots (a mail's id).
    if (request.accepts('html') === false) throw new CarusoError('not-found', `There is no ${request.path}.`);
    page ??= await readPage(file);
    response
      .set('cache-control', 'no-store')
      .type('html')
      .send(page.replaceAll('__CSP_NONCE__', String(response.locals['nonce'])));
  });
  return router;
}

async function readPage(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CarusoError(
      'unavailable',
      'The browser side is not built.',
      { advice: 'Run npm run build.' },
      { cause: error },
    );
  }
}
