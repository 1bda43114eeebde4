// Who may do what, asked of the running server route by route from the table that the contract publishes.
import { routes, roles } from '@caruso/app-builder/contract';
import type { ClassInfo, DialogView, ObjectPage, Route, SessionInfo } from '@caruso/app-builder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { finishMove, startMove } from './equipment/moving-house.js';
import { isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';

const people = { agent: 'ana', supervisor: 'sofia', administrator: 'admin', customer: 'maria' } as const;
const entries: readonly (readonly [name: string, route: Route])[] = Object.entries(routes);
const guarded = entries.filter(([, { roles: allowed }]) => allowed !== 'public');
const changes = guarded.filter(([, { method }]) => method !== 'GET');

/** The route's path with something in place of its parameters. */
const address = ({ path }: Route): string => path.replace(':class', 'Customer').replaceAll(/:[a-z]+/gi, 'x');
const bodyFor = ({ method }: Route): unknown => (method === 'GET' ? undefined : {});

describe.skipIf(!isBuilt)('the rights of the API', () => {
  let app: TestedApplication;
  let stranger: ApiClient;
  const clients = new Map<string, ApiClient>();
  const as = (name: string): ApiClient => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`${name} is not signed in`);
    return client;
  };

  beforeAll(async () => {
    app = await runApplication();
    stranger = await apiClient(app.url);
    for (const name of [...Object.values(people), 'john']) clients.set(name, await apiClient(app.url, name));
  });
  afterAll(async () => app?.remove());

  it('cover every route that is not public', () => {
    expect(entries.length - guarded.length).toBe(3);
    expect(guarded.length).toBeGreaterThan(30);
  });

  it.each(guarded)('%s is closed to whoever has not signed in', async (_name, route) => {
    const { status, body } = await stranger.send(route.method, address(route), bodyFor(route));
    expect({ status, body }).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
  });

  const forbidden = guarded.flatMap(([name, route]) =>
    roles
      .filter((role) => !(route.roles as readonly string[]).includes(role))
      .map((role) => [name, role, route] as const),
  );
  it.each(forbidden)('%s is closed to the role %s', async (_name, role, route) => {
    const { status, body } = await as(people[role]).send(route.method, address(route), bodyFor(route));
    expect({ status, body }).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  });

  const open = guarded.flatMap(([name, route]) =>
    roles
      .filter((role) => (route.roles as readonly string[]).includes(role))
      .map((role) => [name, role, route] as const),
  );
  it.each(open.filter(([, , { method }]) => method === 'GET'))(
    '%s is open to the role %s: what she has no right to or is not there is said so, and nothing fails',
    async (_name, role, route) => {
      const { status } = await as(people[role]).send(route.method, address(route));
      expect([200, 400, 403, 404]).toContain(status);
    },
  );

  it.each(changes)('%s changes nothing without the token of the session', async (_name, route) => {
    const role = roles.find((each) => (route.roles as readonly string[]).includes(each)) ?? 'administrator';
    const without = await as(people[role]).send(route.method, address(route), {}, { csrf: false });
    expect(without).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    const wrong = await as(people[role]).send(
      route.method,
      address(route),
      {},
      { csrf: false, headers: { 'x-csrf-token': 'x'.repeat(43) } },
    );
    expect(wrong.status).toBe(403);
  });

  it('a change from another site is refused even with the token', async () => {
    for (const headers of [{ origin: 'https://evil.example.com' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status } = await as('ana').send('POST', '/api/work/me/state', { state: 'ready' }, { headers });
      expect(status).toBe(403);
    }
  });

  it('a sign-in does not say whether the name or the password is wrong, and is slowed down', async () => {
    const tries = [];
    for (const name of ['ana', 'nobody-of-this-name'])
      tries.push(
        await stranger.send<{ readonly error: { readonly message: string } }>('POST', '/api/session', {
          name,
          password: 'wrong',
        }),
      );
    expect(tries.map(({ status }) => status)).toEqual([401, 401]);
    expect(tries[0]?.body.error.message).toBe(tries[1]?.body.error.message);
    let last = 401;
    for (let attempt = 0; attempt < 12 && last === 401; attempt += 1)
      last = (await stranger.send('POST', '/api/session', { name: 'ana', password: 'wrong' })).status;
    expect(last).toBe(429);
  });

  it('the session’s cookie cannot be read by scripts and is not sent by other sites; signing out ends it', async () => {
    const { headers } = await fetch(`${app.url}/api/session`, {
      headers: { authorization: 'Bearer not-the-token' },
    });
    expect(headers.getSetCookie()).toEqual([]);
    const john = as('john');
    const out = await john.send<SessionInfo>('DELETE', '/api/session');
    expect(out.headers.getSetCookie().join()).toMatch(/HttpOnly/i);
    expect(out.headers.getSetCookie().join()).toMatch(/SameSite=Lax/i);
    expect((await john.send('GET', '/api/objects')).status).toBe(401);
  });

  it.each(['/', '/desk', '/api/session', '/healthz-not', '/assets/none.js'])('security headers on %s', async (path) => {
    const { headers } = await fetch(app.url + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('a customer sees nothing of another customer', async () => {
    const move = await finishMove(as('ana'), { class: 'Customer', key: '100077' });
    const maria = as('maria');
    expect((await maria.send('GET', '/api/objects/Customer/100042')).status).toBe(200);
    for (const path of [
      '/api/objects/Customer/100077',
      '/api/objects/Customer/100077/related/invoices',
      '/api/objects/Customer/100077/related/contacts',
      '/api/objects/Customer/100077/related/moves',
      '/api/screens/portal/100077/service/outages',
      `/api/dialogs/${move.id}`,
    ]) {
      const { status } = await maria.send('GET', path);
      expect({ path, status: status === 403 || status === 404 ? 'refused' : status }).toEqual({
        path,
        status: 'refused',
      });
    }
    const classes = await maria.get<readonly ClassInfo[]>('/api/objects');
    expect(classes.length).toBeGreaterThan(5);
    for (const { name } of classes) {
      const { status, body } = await maria.send<ObjectPage>('GET', `/api/objects/${name}?limit=200`);
      if (status === 403) continue;
      const owners = body.objects.map(({ values }) => ownerOf(name, values)).filter((owner) => owner !== undefined);
      expect({ name, total: body.total }).toEqual({ name, total: body.objects.length });
      expect({ name, others: owners.filter((owner) => owner !== '100042') }).toEqual({ name, others: [] });
    }
    const dialogs = await maria.get<readonly unknown[]>('/api/dialogs?customer=Customer:100077').catch(() => []);
    expect(dialogs).toEqual([]);
    // A script about somebody else is begun about herself.
    const own = await startMove(maria, { class: 'Customer', key: '100077' });
    expect(own.customer).toEqual({ class: 'Customer', key: '100042' });
    const meddled = await maria.send<DialogView>('POST', `/api/dialogs/${move.id}/abandon`, { reason: 'x' });
    expect([403, 404]).toContain(meddled.status);
  });

  it('a customer changes neither the company’s fields nor the vendor’s database', async () => {
    const maria = as('maria');
    const { objects } = await maria.get<ObjectPage>('/api/objects/Move');
    for (const path of ['/api/objects/Customer/100042', ...objects.map(({ ref }) => `/api/objects/Move/${ref.key}`)]) {
      const { status } = await maria.send('PATCH', path, { values: { state: 'done', lastName: 'Other' } });
      expect([400, 403]).toContain(status);
    }
    const asAgent = await as('ana').send('PATCH', '/api/objects/Customer/100042', { values: { lastName: 'Other' } });
    expect([400, 403]).toContain(asAgent.status);
  });
});

/** Whose an object is, 'nobody' where that is left open; undefined for classes that belong to no customer (codes, dispositions). */
function ownerOf(name: string, values: Readonly<Record<string, unknown>>): string | undefined {
  const attribute = ['customerNumber', 'customer', ...(name === 'Customer' ? ['number'] : [])].find(
    (each) => each in values,
  );
  return attribute === undefined ? undefined : String(values[attribute] ?? 'nobody');
}
