/** Development fixture: the built client with canned answers, on loopback. No product code uses it. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as data from './fixture-data.ts';
import { FixtureDialog } from './fixture-dialog.ts';
import { classes } from './fixture-model.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const screens = fileURLToPath(new URL('../../../examples/utility-vertical/screens/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const running = new Map<string, FixtureDialog>([
  ['d-move', new FixtureDialog('d-move', 'agent', 'ana', 2)],
  ['d-done', new FixtureDialog('d-done', 'agent', 'ana', 7)],
  ['p-move', new FixtureDialog('p-move', 'web', 'maria', 3)],
]);
const outage = {
  rows: [
    {
      title: {
        en: 'Fault in a transformer station in Rua de Cedofeita',
        pt: 'Avaria num posto de transformação na Rua de Cedofeita',
      },
      detail: {
        en: 'Since 22 November 2026 at 07:42. Expected to end: 22 November 2026 at 14:30.',
        pt: 'Desde 22 de novembro de 2026 às 07:42. Fim previsto: 22 de novembro de 2026 às 14:30.',
      },
      tone: 'warning',
    },
  ],
};
const scripts = ['movingHouse', 'meterReading'].map((id) => ({
  id,
  version: '1',
  title:
    id === 'movingHouse'
      ? { en: 'Moving house', pt: 'Mudança de casa' }
      : { en: 'Meter reading', pt: 'Leitura do contador' },
  languages: ['en', 'pt'],
  queues: {},
  channels: ['agent', 'web'],
  customerClass: 'Customer',
  file: `scripts/${id}.xml`,
}));
const dispositions = [
  ['solved', 'Solved', 'Resolvido'],
  ['followUp', 'Needs follow-up', 'A acompanhar'],
  ['information', 'Information given', 'Informação prestada'],
  ['complaint', 'Complaint', 'Reclamação'],
  ['wrongNumber', 'Wrong number', 'Engano'],
].map(([value, en, pt]) => ({ value, label: { en, pt } }));

class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const unfit = new Refused(
  502,
  'refused',
  'mail 0.2.0 was not put in service: The settings are not right:\n  url: a smtp:// or smtps:// address\n  from: an address. Version 0.1.0 goes on.',
);

async function body(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function dialogOf(id: string): FixtureDialog {
  const dialog = running.get(id);
  if (!dialog) throw new Refused(404, 'not-found');
  return dialog;
}

async function answer(
  method: string,
  parts: readonly string[],
  query: URLSearchParams,
  request: IncomingMessage,
  user: string | null,
  scene: string,
): Promise<unknown> {
  const [first, second = '', third, fourth, fifth] = parts;
  const given = method === 'GET' ? {} : await body(request);
  if (first === 'session') {
    if (method === 'POST' && !data.users.some(({ id }) => id === given['name']))
      throw new Refused(401, 'unauthenticated');
    return data.session(method === 'GET' ? user : method === 'POST' ? String(given['name']) : null);
  }
  if (user === null) throw new Refused(401, 'unauthenticated');
  switch (first) {
    case 'objects': {
      if (second === '') return classes;
      if (fourth === 'related') return data.related[fifth ?? ''] ?? [];
      if (third !== undefined)
        return data.customers.find(({ ref }) => ref.key === third) ?? Promise.reject(new Refused(404, 'not-found'));
      const words = (query.get('search') ?? '').toLowerCase().split(' ');
      const objects = data.customers.filter((customer) =>
        words.every((word) => JSON.stringify(customer.values).toLowerCase().includes(word)),
      );
      return { objects, total: objects.length };
    }
    case 'screens':
      if (third !== undefined) return outage;
      return parse(await readFile(join(screens, `${second.replaceAll(/[^a-z-]/g, '')}.yaml`), 'utf8')) as unknown;
    case 'scripts':
      return scripts;
    case 'dialogs': {
      if (method === 'POST' && second === '') {
        const id = `n-${running.size}`;
        running.set(id, new FixtureDialog(id, user === 'maria' ? 'web' : 'agent', user));
        return dialogOf(id).view();
      }
      if (second === '')
        return query.has('mine')
          ? data.openDialogs.map((each) => ({ ...each, id: 'p-move' }))
          : query.has('open')
            ? data.openDialogs
            : data.dialogs;
      const dialog = dialogOf(second);
      if (third === 'answer') dialog.answer(given['value'] as never);
      if (third === 'back') dialog.to(null);
      if (third === 'revise') dialog.to(String(given['node']));
      return dialog.view();
    }
    case 'work':
      return third === 'state' ? data.agent('ready', 0) : (data.desks[scene] ?? data.desks['idle'])?.();
    case 'dispositions':
      return dispositions;
    case 'contacts':
      return {};
    case 'monitor':
      return data.monitor();
    case 'reports':
      return second === ''
        ? [
            { name: 'incoming-calls', title: data.report.title },
            { name: 'agents', title: { en: 'Agents', pt: 'Assistentes' } },
          ]
        : data.report;
    case 'services':
      if (third === 'call') return { operation: fourth, input: given['input'] };
      return second === '' ? data.services : data.description;
    case 'components':
      return data.changed(method, second, third, String(given['spec'] ?? '')) ?? Promise.reject(unfit);
    case 'tasks':
      return data.tasks;
    case 'phones':
      return data.phones;
    case 'users':
      return data.users;
    case 'mailbox':
      return second === '' ? data.mails : data.mails.find(({ id }) => id === second);
    case 'simulation':
      return { on: true };
    default:
      throw new Refused(404, 'not-found');
  }
}

async function page(path: string, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader(
    'content-security-policy',
    `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`,
  );
  const wanted = extname(path) === '' ? 'index.html' : path.slice(1);
  const file = await readFile(join(dist, wanted)).catch(() => null);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', types[extname(wanted)] ?? 'application/octet-stream');
  response.end(wanted === 'index.html' ? file.toString().replaceAll('__CSP_NONCE__', nonce) : file);
}

function live(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const ping = () => response.write(`event: ping\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`);
  ping();
  const timer = setInterval(ping, 20_000);
  request.on('close', () => clearInterval(timer));
}

/** The cookies `user` and `scene` choose who is signed in and what her desk looks like. */
export function startFixtureServer(port = 0): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    const cookies = new Map(
      (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]),
    );
    const user = cookies.get('user') ?? null;
    if (url.pathname === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4').end('# Nothing is measured here.\n');
      return;
    }
    if (!url.pathname.startsWith('/api/')) {
      void page(url.pathname, response);
      return;
    }
    if (url.pathname === '/api/live') {
      live(request, response);
      return;
    }
    answer(
      request.method ?? 'GET',
      url.pathname.split('/').slice(2).map(decodeURIComponent),
      url.searchParams,
      request,
      user,
      cookies.get('scene') ?? 'idle',
    ).then(
      (result) => {
        if (url.pathname === '/api/session' && request.method !== 'GET')
          response.setHeader(
            'set-cookie',
            `user=${(result as ReturnType<typeof data.session>).principal?.id ?? ''}; path=/`,
          );
        response.setHeader('content-type', 'application/json').end(JSON.stringify(result ?? null));
      },
      (error: unknown) => {
        const { status, code } = error instanceof Refused ? error : new Refused(500, 'internal');
        response.writeHead(status, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            error: {
              code,
              message: error instanceof Error ? error.message : String(error),
              details: {},
              requestId: 'fixture-1',
            },
          }),
        );
      },
    );
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
      resolve({
        url,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
