import { componentConformance } from '@caruso/core-service-manager/conformance';
import type { ComponentSpecimen } from '@caruso/core-service-manager/conformance';
import { afterAll, beforeAll } from 'vitest';
import sql from './component.js';
import { billing } from './fixtures/billing-database.js';
import { startPostgres } from './fixtures/postgres-server.js';

let server: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => {
  server = await startPostgres();
  await server.execute(...billing.postgres);
  process.env['CARUSO_TEST_SQL'] = server.password;
});
afterAll(async () => {
  delete process.env['CARUSO_TEST_SQL'];
  await server?.stop();
});
const operations = {
  name: {
    input: { nr: 'integer' },
    output: 'text',
    query: 'SELECT name FROM customer WHERE nr = :nr',
    result: 'scalar',
  },
};
const settingsOf = ({ url, user }: typeof server) => ({
  url,
  user,
  password: '${CARUSO_TEST_SQL}',
  contract: { id: 'billing' },
  operations,
  records: { customer: { key: ['nr'] } },
});

componentConformance('sql', () => specimen(settingsOf(server)));

function specimen(settings: ReturnType<typeof settingsOf>): ComponentSpecimen {
  return {
    component: sql,
    settings,
    calls: [
      { contract: 'billing', operation: 'name', input: { nr: 1 }, answers: 'Jansen' },
      { contract: 'billing', operation: 'name', input: { nr: 77 }, fails: 'not-found' },
      { contract: 'billing', operation: 'name', input: { nr: 'x' }, fails: 'invalid' },
    ],
    brokenSettings: [
      { settings: { ...settings, password: 'literal' }, names: 'password' },
      { settings: { ...settings, password: '${CARUSO_TEST_NOT_SET}' }, names: 'CARUSO_TEST_NOT_SET' },
      { settings: { ...settings, url: 'postgres://me:secret@host/db' }, names: 'url' },
      {
        settings: { ...settings, operations: { name: { ...operations.name, query: 'SELCT 1' } } },
        names: 'operations.name',
      },
      {
        settings: { ...settings, operations: { name: { ...operations.name, result: 'many' } } },
        names: 'operations.name.result',
      },
    ],
  };
}
