import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger } from '@caruso/core-service-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Directory } from '../contract/index.js';
import ldap from './component.js';
import { hasSlapd, startSlapd } from './fixtures/slapd-server.js';
import { openldapTestDirectory } from './fixtures/small-directory.js';
import { person, startStaffDirectory } from './fixtures/staff-directory.js';
import type { StaffDirectory } from './fixtures/staff-directory.js';

const log: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

describe.skipIf(!hasSlapd && process.env['CI'] !== 'true')('a directory (slapd)', () => {
  let staff: StaffDirectory;

  beforeAll(async () => {
    staff = await startStaffDirectory();
  });
  afterAll(() => staff.stop());

  it('finds people by words and by key', async () => {
    await staff.run();
    const [ana] = await staff.directory().find({ words: 'COSTA ana@' });
    expect(ana).toMatchObject({
      kind: 'person',
      key: 'ana',
      dn: 'uid=ana,ou=People,dc=example,dc=com',
      values: { name: 'Ana Maria Costa', number: 7, notes: ['one', 'two'] },
    });
    expect(ana?.values['changed']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(await staff.directory().get({ key: 'bruno' })).toMatchObject({ values: { title: null, notes: [] } });
    expect(await staff.directory().find({ words: '*' })).toMatchObject([{ key: 'bruno' }]);
    await expect(staff.directory().get({ key: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(staff.directory().get({ kind: 'room', key: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('tells whether somebody is who she says, and never lets an empty password in', async () => {
    await staff.run();
    const signIn = (name: string, password: string) => staff.directory().authenticate({ name, password });
    expect(await signIn('ana', 'pw-ana')).toMatchObject({ key: 'ana' });
    for (const [name, password] of [
      ['ana', 'wrong'],
      ['ana', ''],
      ['nobody', 'pw-ana'],
      ['*', 'pw-ana'],
      ['', ''],
    ] as const)
      await expect(signIn(name, password)).rejects.toMatchObject({
        code: 'unauthenticated',
        message: 'Name or password is wrong',
      });
    expect(JSON.stringify(staff.logged)).not.toContain('pw-ana');
  });

  it('tells of changes as they come', async () => {
    await staff.run();
    const controller = new AbortController();
    const seen: unknown[] = [];
    const following = (async () => {
      for await (const { key, values } of staff.directory().changed({}, { signal: controller.signal }))
        seen.push([key, values['title']]);
    })().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await staff.retitle('first');
    await expect.poll(() => seen, { timeout: 5000 }).toEqual([['ana', 'first']]);
    await staff.retitle('second');
    await expect
      .poll(() => seen, { timeout: 5000 })
      .toEqual([
        ['ana', 'first'],
        ['ana', 'second'],
      ]);
    controller.abort();
    await following;
  });

  it('refuses with the directory’s own words and code', async () => {
    await staff.run({}, 'wrong password');
    expect(staff.state()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('check bindDn and password'),
    });
    expect(JSON.stringify([staff.logged, staff.state()])).not.toContain('wrong password');
    await staff.manager().stop();
    await staff.run({ bindDn: 'uid=ana,ou=People,dc=example,dc=com' }, 'pw-ana');
    await expect(
      staff.records().update({ kind: 'person', key: { uid: 'bruno' }, set: { title: 'x' } }),
    ).rejects.toMatchObject({
      code: 'refused',
      details: { system: 'staff', kind: 'refused', legacy: { code: 50 } },
    });
    await staff.manager().stop();
    await staff.run({ kinds: { person: { ...person, base: 'ou=Nowhere,dc=example,dc=com' } } });
    expect(staff.state()).toMatchObject({ state: 'failed', reason: expect.stringContaining('no such entry') });
  });

  it('goes on when the directory has been away', async () => {
    await staff.run();
    await staff.directory().get({ key: 'ana' });
    await staff.server.pause();
    const away = { code: 'unavailable', details: { system: 'staff', kind: 'not-there' } };
    await expect(staff.records().remove({ kind: 'person', key: { uid: 'u0001' } })).rejects.toMatchObject(away);
    await staff.server.resume();
    await expect
      .poll(
        () =>
          staff
            .directory()
            .get({ key: 'ana' })
            .then(
              () => 'back',
              () => 'away',
            ),
        { timeout: 20_000 },
      )
      .toBe('back');
    expect((await staff.manager().health()).get('staff')).toEqual({ status: 'up' });
  });

  it('is reached encrypted, with a certificate that is checked', async ({ skip }) => {
    const { certificate } = staff.server;
    if (certificate === undefined) return skip('needs openssl for a certificate');
    await copyFile(certificate, join(staff.appDir, 'ca.pem'));
    const trusted = { tls: { ca: 'ca.pem' } };
    for (const settings of [
      { url: staff.server.tlsUrl, ...trusted },
      { startTls: true, ...trusted },
    ]) {
      await staff.run(settings);
      expect(await staff.directory().get({ key: 'bruno' })).toMatchObject({ key: 'bruno' });
      await staff.manager().stop();
    }
    await staff.run({ url: staff.server.tlsUrl });
    await expect(staff.directory().get({ key: 'bruno' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('certificate'),
    });
  });
});

describe.skipIf(!hasSlapd || openldapTestDirectory === undefined)('OpenLDAP’s test directory [shared data]', () => {
  it('gives its people', async () => {
    const server = await startSlapd(openldapTestDirectory ?? '');
    const appDir = await mkdtemp(join(tmpdir(), 'caruso-ldap-'));
    const manager = createServiceManager({ appDir, dataDir: appDir, log });
    process.env['CARUSO_TEST_LDAP_PASSWORD'] = server.rootPassword;
    try {
      const kinds = {
        person: {
          filter: '(objectClass=OpenLDAPperson)',
          key: 'uid',
          columns: { uid: 'uid', name: 'cn', surname: 'sn', mail: 'mail', phone: 'telephoneNumber', entry: 'dn' },
        },
        group: {
          filter: '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))',
          key: 'name',
          columns: { name: 'cn', members: { attribute: 'member', list: true } },
        },
      };
      const settings = {
        url: server.url,
        bindDn: server.rootDn,
        password: '${CARUSO_TEST_LDAP_PASSWORD}',
        baseDn: 'dc=example,dc=com',
        kinds,
      };
      await manager.add([{ component: ldap, settings }]);
      const directory = manager.use(Directory);
      expect(await directory.find({})).toHaveLength(10);
      expect(await directory.get({ key: 'bjensen' })).toMatchObject({
        dn: expect.stringContaining('cn=Barbara Jensen,ou=Information Technology Division'),
        values: { surname: ' Jensen ', mail: 'bjensen@mailgw.example.com', phone: '+1 313 555 9022' },
      });
      expect((await directory.find({ words: 'jensen' })).map(({ key }) => key)).toEqual(['bjensen', 'bjorn']);
      expect(await directory.authenticate({ name: 'bjensen', password: 'bjensen' })).toMatchObject({ key: 'bjensen' });
      const { values } = await directory.get({ kind: 'group', key: 'All Staff' });
      expect(values['members']).toContain(
        'cn=Barbara Jensen,ou=Information Technology Division,ou=People,dc=example,dc=com',
      );
    } finally {
      delete process.env['CARUSO_TEST_LDAP_PASSWORD'];
      await manager.stop({ drainMs: 0 });
      await server.stop();
      await rm(appDir, { recursive: true, force: true });
    }
  });
});
