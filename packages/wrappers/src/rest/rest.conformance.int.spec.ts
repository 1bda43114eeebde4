import { componentConformance } from '@caruso/core-service-manager/conformance';
import { afterAll } from 'vitest';
import rest from './component.js';
import { crmOperations, crmRecords } from './fixtures/crm-settings.js';
import { legacyCrm } from './fixtures/legacy-crm.js';

const crm = await legacyCrm();
afterAll(() => crm.close());

const settings = {
  contract: { id: 'crm' },
  url: crm.url,
  operations: crmOperations,
  records: crmRecords,
  timeoutMs: 3000,
};

// The record store's id holds the name of the instance, which the suite changes: it has its own tests.
componentConformance({
  component: rest,
  settings,
  calls: [
    { contract: 'crm', operation: 'getCustomer', input: { id: 3 } },
    { contract: 'crm', operation: 'getCustomer', input: { id: 99 }, fails: 'not-found' },
    { contract: 'crm', operation: 'listCustomersAll', input: { status: 'active' } },
    { contract: 'crm', operation: 'slow', input: {} },
    { contract: 'crm', operation: 'extendContract', input: { contract: 'C-closed' }, fails: 'refused' },
  ],
  brokenSettings: [
    { settings: { contract: { id: 'crm' }, url: crm.url }, names: 'openapi' },
    { settings: { ...settings, url: undefined }, names: 'url' },
    {
      settings: { ...settings, operations: { x: { path: '/{id}', output: 'json' } }, records: {} },
      names: 'operations.x',
    },
    { settings: { ...settings, authentication: { kind: 'bearer', token: 'literal' } }, names: 'secrets.env' },
    { settings: { ...settings, records: { customers: { ...crmRecords.customers, get: 'fetch' } } }, names: 'fetch' },
    { settings: { contract: { id: 'crm' }, openapi: 'missing.yaml' }, names: 'missing.yaml' },
  ],
});
