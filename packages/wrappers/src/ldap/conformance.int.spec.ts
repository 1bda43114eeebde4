import { componentConformance } from '@caruso/core-service-manager/conformance';
import type { ComponentSpecimen } from '@caruso/core-service-manager/conformance';
import { afterAll, beforeAll, describe } from 'vitest';
import ldap from './component.js';
import { hasSlapd, startSlapd } from './fixtures/slapd-server.js';
import { smallDirectory } from './fixtures/small-directory.js';

let server: Awaited<ReturnType<typeof startSlapd>>;
const settingsOf = ({ url, rootDn }: typeof server) => ({
  url,
  bindDn: rootDn,
  password: '${CARUSO_TEST_LDAP}',
  baseDn: 'dc=example,dc=com',
  kinds: { person: { key: 'uid', columns: { uid: 'uid', name: 'cn' }, writable: ['update'] } },
});

describe.skipIf(!hasSlapd && process.env['CI'] !== 'true')('with slapd', () => {
  beforeAll(async () => {
    server = await startSlapd(smallDirectory());
    process.env['CARUSO_TEST_LDAP'] = server.rootPassword;
  });
  afterAll(async () => {
    delete process.env['CARUSO_TEST_LDAP'];
    await server?.stop();
  });
  componentConformance('ldap', () => specimen(settingsOf(server)));
});

function specimen(settings: ReturnType<typeof settingsOf>): ComponentSpecimen {
  return {
    component: ldap,
    settings,
    calls: [
      {
        contract: 'directory',
        operation: 'get',
        input: { key: 'bruno' },
        answers: {
          kind: 'person',
          key: 'bruno',
          dn: 'uid=bruno,ou=People,dc=example,dc=com',
          values: { uid: 'bruno', name: 'Bruno (night) * \\ Dias' },
        },
      },
      { contract: 'directory', operation: 'get', input: { key: 'nobody' }, fails: 'not-found' },
      {
        contract: 'directory',
        operation: 'authenticate',
        input: { name: 'ana', password: '' },
        fails: 'unauthenticated',
      },
    ],
    brokenSettings: [
      { settings: { ...settings, password: 'literal' }, names: 'password' },
      { settings: { ...settings, url: 'ldap://ldap.example' }, names: 'url' },
      { settings: { ...settings, password: '${CARUSO_TEST_NOT_SET}' }, names: 'CARUSO_TEST_NOT_SET' },
      { settings: { ...settings, kinds: { person: { key: 'id', columns: { uid: 'uid' } } } }, names: 'no column id' },
      { settings: { ...settings, bindDn: 'cn=Nobody,dc=example,dc=com' }, names: 'bindDn' },
    ],
  };
}
