import { mkdtempSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApplication } from '../application/read-application.js';
import { runApplication } from '../application/run-application.js';
import type { RunningApplication } from '../application/run-application.js';

const example = path.join(import.meta.dirname, '../../../../examples/utility-vertical');
const dataDir = mkdtempSync(path.join(tmpdir(), 'caruso-http-spec-'));
let app: RunningApplication;

beforeAll(async () => {
  const { application } = await readApplication(example);
  if (application === undefined) throw new Error('the example has mistakes');
  app = await runApplication(application, { dir: example, dataDir, port: 0, sipPort: 0 });
});
afterAll(async () => {
  await app?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** Not fetch, which sets and forbids headers, and tidies paths. */
function ask(method: string, address: string, headers: http.OutgoingHttpHeaders = {}, body?: unknown): Promise<Answer> {
  const { hostname, port } = new URL(app.url ?? '');
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, method, path: address, headers: { ...json, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function signIn(name: string, password = `demo-${name}`): Promise<{ cookie: string; 'x-csrf-token': string }> {
  const { headers, text, status } = await ask('POST', '/api/session', {}, { name, password });
  expect(status).toBe(200);
  const { csrfToken } = JSON.parse(text) as { csrfToken: string };
  return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '', 'x-csrf-token': csrfToken };
}

describe('a change', () => {
  it.each(['null', 'garbage', 'http://', 'file://', 'http://evil.example'])(
    'from the origin %s is refused',
    async (origin) => {
      const { status } = await ask('POST', '/api/session', { origin }, { name: 'ana', password: 'demo-ana' });
      expect(status).toBe(403);
    },
  );
});

describe('every answer', () => {
  it.each(['/', '/healthz', '/api/session', '/api/nothing', '/assets/nothing.js', '/%zz', '/caruso.svg'])(
    '%s carries the security headers',
    async (address) => {
      const { headers } = await ask('GET', address);
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it.each([
    ['GET', '/%zz', 400],
    ['GET', '/api/objects/%zz', 400],
    ['GET', '/assets/nothing.js', 404],
    ['GET', '/assets/..%2findex.html', 404],
    ['POST', '/desktop', 404],
  ])('%s %s is an error in our words', async (method, address, expected) => {
    const { status, text } = await ask(method, address, { accept: '*/*' });
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: expected,
      body: { error: expect.objectContaining({ requestId: expect.any(String) as string }) as unknown },
    });
  });

  it('the page never goes out without its nonce', async () => {
    expect((await ask('GET', '/index.html', { accept: 'text/html' })).text).not.toContain('__CSP_NONCE__');
  });
});

describe('accounts', () => {
  it.each([
    ['customer and another role', { roles: ['customer', 'agent'], customer: '100042' }],
    ['customer without a customer', { roles: ['customer'] }],
  ])('cannot be %s', async (_what, account) => {
    const body = { id: 'eve', name: 'Eve', password: 'long enough', ...account };
    expect((await ask('POST', '/api/users', await signIn('admin'), body)).status).toBe(400);
  });

  it('are of the house, or a customer’s, as their roles say', async () => {
    const admin = await signIn('admin');
    const body = { id: 'joe', name: 'Joe', password: 'long enough', roles: ['agent'] };
    expect(JSON.parse((await ask('POST', '/api/users', admin, body)).text)).toMatchObject({ kind: 'user' });
    const change = { roles: ['customer'], customer: '100077' };
    expect(JSON.parse((await ask('PATCH', '/api/users/joe', admin, change)).text)).toMatchObject({ kind: 'customer' });
  });

  it('the data folder tells the token to its owner only', () => {
    expect(statSync(path.join(dataDir, 'run.json')).mode & 0o077).toBe(0);
  });
});

describe('a self-service visit in a language that the script does not speak', () => {
  it.each(['xx', '__proto__'])('(%s) is refused and leaves no open contact behind', async (language) => {
    const maria = await signIn('maria');
    const { status } = await ask('POST', '/api/dialogs', maria, { script: 'meterReading', language });
    expect(status).toBe(400);
    const { text } = await ask('GET', '/api/objects/Contact', maria);
    expect(JSON.parse(text)).toMatchObject({ total: 0 });
  });
});

describe('a call of any service', () => {
  it.each([
    ['service-control', 'add', { spec: '/tmp/x.js' }],
    ['storage', 'stores', {}],
    ['event-log', 'read', {}],
    ['durable-tasks', 'list', {}],
  ])('from the browser does not reach %s.%s, which goes round the rights', async (contract, operation, input) => {
    const address = `/api/services/${contract}/call/${operation}`;
    expect((await ask('POST', address, await signIn('admin'), { input })).status).toBe(403);
  });

  it('from the browser reaches the others', async () => {
    const address = '/api/services/business-objects/call/classes';
    expect((await ask('POST', address, await signIn('admin'), { input: {} })).status).toBe(200);
  });
});

describe('live feeds', () => {
  const reads = (): number =>
    app.manager
      .list()
      .reduce((sum, { calls, contract }) => sum + (contract === 'work-manager' ? calls.inFlight : 0), 0);

  it('of readers who have gone are ended, however early they went', async () => {
    const headers = await signIn('sofia');
    const { hostname, port } = new URL(app.url ?? '');
    const before = reads();
    const visit = async (ms: number): Promise<void> => {
      const request = http.get({ hostname, port, path: '/api/live', headers, agent: false }, (response) =>
        response.resume(),
      );
      request.on('error', () => undefined);
      await sleep(ms);
      request.destroy();
    };
    await Promise.all(Array.from({ length: 60 }, (_, index) => visit(1 + (index % 30))));
    await expect.poll(reads, { timeout: 5_000 }).toBe(before);
  });
});

describe('wrong passwords', () => {
  it('for one name are slowed down wherever they seem to come from', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1) {
      const from = { 'x-forwarded-for': `203.0.113.${attempt}` };
      statuses.push((await ask('POST', '/api/session', from, { name: 'Ben ', password: 'wrong' })).status);
    }
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(statuses[30]).toBe(429);
  });
});
