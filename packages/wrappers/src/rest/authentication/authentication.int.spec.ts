import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import rest from '../component.js';
import { crmOperations } from '../fixtures/crm-settings.js';
import { legacyCrm } from '../fixtures/legacy-crm.js';
import type { LegacyCrm } from '../fixtures/legacy-crm.js';
import { failure, runComponent } from '../fixtures/run-component.js';
import type { RunningWrapper } from '../fixtures/run-component.js';

let crm: LegacyCrm;
let folder: string;
let wrapper: RunningWrapper | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rest-authentication-'));
  await writeFile(path.join(folder, 'secrets.env'), 'CRM_SECRET=s3cret\nCRM_KEY=k3y\n', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  crm = await legacyCrm();
});
afterEach(async () => {
  await wrapper?.stop();
  wrapper = undefined;
  await crm.close();
});

async function open(more: object = {}): Promise<RunningWrapper> {
  wrapper = await runComponent(
    rest,
    { contract: { id: 'crm' }, url: crm.url, operations: crmOperations, ...more },
    folder,
  );
  return wrapper;
}

describe('showing who asks', () => {
  it('with a name and a password', async () => {
    const { call } = await open({ authentication: { kind: 'basic', user: 'caruso', password: '${CRM_SECRET}' } });
    const basic = Buffer.from('caruso:s3cret').toString('base64');
    expect(await call('secretEcho', {})).toEqual({ authorization: `Basic ${basic}`, key: null });
  });

  it('with a bearer token', async () => {
    const { call } = await open({ authentication: { kind: 'bearer', token: '${CRM_SECRET}' } });
    expect(await call('secretEcho', {})).toEqual({ authorization: 'Bearer s3cret', key: null });
  });

  it.each([{ header: 'X-Key' }, { query: 'key' }])('with a key in %o', async (place) => {
    const { call } = await open({ authentication: { kind: 'api-key', ...place, key: '${CRM_KEY}' } });
    expect(await call('secretEcho', {})).toEqual({ authorization: null, key: 'k3y' });
  });

  it('refuses a literal secret in the settings, and one that is not set', async () => {
    expect(() =>
      rest.settings.parse({
        contract: { id: 'crm' },
        url: crm.url,
        operations: crmOperations,
        authentication: { kind: 'bearer', token: 's3cret' },
      }),
    ).toThrow(/secrets\.env/);
    expect(await failure(open({ authentication: { kind: 'bearer', token: '${NOT_SET}' } }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('NOT_SET'),
    });
  });

  describe('with OAuth 2 client credentials', () => {
    const authentication = (more: object = {}) => ({
      authentication: {
        kind: 'oauth2',
        tokenUrl: `${crm.url}/token`,
        clientId: 'caruso',
        clientSecret: '${CRM_SECRET}',
        ...more,
      },
    });

    it('fetches one token for calls at the same time, and keeps it', async () => {
      const { call } = await open(authentication());
      await Promise.all([call('secretOauth', {}), call('secretOauth', {}), call('secretOauth', {})]);
      await call('secretOauth', {});
      expect(crm.tokensGiven).toBe(1);
    });

    it('fetches another, once, when the system takes the token no more', async () => {
      const { call } = await open(authentication());
      await call('secretOauth', {});
      crm.forgetTokens();
      expect(await call('secretOauth', {})).toEqual({ ok: true });
      expect(crm.tokensGiven).toBe(2);
    });

    it('gives up when the system takes no token', async () => {
      const { call } = await open(authentication());
      await call('secretOauth', {});
      crm.takeNoTokens();
      const later = crm.asked.length;
      expect(await failure(call('secretOauth', {}))).toMatchObject({
        code: 'refused',
        details: { legacy: { code: 401 } },
      });
      expect(crm.asked.slice(later)).toEqual(['GET /secret/oauth', 'POST /token', 'GET /secret/oauth']);
    });

    it('is refused with the words of the token endpoint', async () => {
      const { call } = await open(authentication({ clientId: 'nobody' }));
      expect(await failure(call('secretOauth', {}))).toMatchObject({
        code: 'refused',
        details: { legacy: { message: 'Who are you?', code: 'invalid_client' } },
      });
    });
  });
});
