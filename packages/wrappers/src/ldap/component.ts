import 'reflect-metadata';
import { createRequire } from 'node:module';
import { asCarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import { noSecrets, openSecrets, openSystem } from '@caruso/core-service-manager/wrapper-kit';
import { recordStore } from '@caruso/storage-manager/contract';
import { Directory } from '../contract/index.js';
import { openConnections } from './connections/ldap-connections.js';
import { createDirectory } from './directory/directory-service.js';
import { createLdapAccess } from './entries/ldap-access.js';
import { ldapKinds } from './entries/ldap-kind.js';
import { createLdapRecords } from './records/ldap-records.js';
import { ldapSettingsSchema } from './settings.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export default defineComponent({
  name: 'ldap',
  version,
  summary: 'The company’s directory (LDAP): people as agents and contacts, sign-in',
  provides: [Directory],
  needs: [],
  settings: ldapSettingsSchema,
  async configure({ name }) {
    return { provides: [Directory, recordStore(name)], summary: `Directory ${name}` };
  },
  async start({ settings, name, appDir, log, clock }) {
    const secrets = settings.traffic?.mode === 'replay' ? noSecrets : openSecrets(appDir);
    const system = openSystem({ name, access: settings, appDir, log, secrets });
    const access = createLdapAccess(system, openConnections(settings, secrets, appDir), settings);
    const kinds = ldapKinds(name, settings);

    try {
      // A wrong account or base is told at the start; a directory that is away is waited for.
      for (const kind of kinds.values()) {
        const where = {
          column: kind.settings.key,
          op: '=' as const,
          value: kind.column(kind.settings.key).type === 'text' ? '-' : 0,
        };
        await access.search({ kind, where, columns: [] });
      }
    } catch (thrown) {
      const error = asCarusoError(thrown);
      if (error.code !== 'unavailable') {
        await access.close();
        throw error;
      }
      log.warn({ system: name }, error.message);
    }
    return {
      provisions: [
        provide(Directory, createDirectory({ system: name, kinds, access, clock, pollMs: settings.pollMs })),
        provide(recordStore(name), createLdapRecords(kinds, access)),
      ],
      health: async () => system.health(),
      stop: () => access.close(),
    };
  },
});
