import { openSystem, systemAccessSettings } from '@caruso/core-service-manager/wrapper-kit';
import type { Logger } from '@caruso/core-service-manager/contract';
import type { Client } from 'ldapts';
import { expect, it } from 'vitest';
import type { LdapConnections } from '../connections/ldap-connections.js';
import { createLdapAccess } from './ldap-access.js';

const log: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

it('a change whose caller was told that there was no answer is not begun when the connection comes at last', async () => {
  const connected = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const connections: LdapConnections = {
    async use(work) {
      await connected.promise;
      try {
        return await work({} as Client);
      } finally {
        ended.resolve();
      }
    },
    signIn: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const access = systemAccessSettings.parse({ timeoutMs: 30 });
  const system = openSystem({ name: 'staff', access, appDir: '/', log });
  const directory = createLdapAccess(system, connections, { pageSize: 10, maxEntries: 10 });
  let begun = false;
  const change = directory.change({ modify: 'uid=ana' }, async () => {
    begun = true;
  });
  await expect(change).rejects.toMatchObject({ code: 'unavailable' });
  connected.resolve();
  await ended.promise;
  expect(begun).toBe(false);
  await directory.close();
});
