import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import { afterAll } from 'vitest';
import soap from './component.js';
import { billingWsdl } from './fixtures/billing.wsdl.js';
import { cannedServer } from './fixtures/canned-server.js';

const server = await cannedServer();
server.answer = {
  text: `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
    <PayResponse xmlns="urn:legacy:billing"><receipt>R-7</receipt></PayResponse></soap:Body></soap:Envelope>`,
};
const appDir = await mkdtemp(path.join(tmpdir(), 'soap-conformance-'));
await writeFile(path.join(appDir, 'billing.wsdl'), billingWsdl(server.url));
afterAll(async () => {
  await server.close();
  await rm(appDir, { recursive: true });
});

const settings = { contract: { id: 'billing' }, wsdl: 'billing.wsdl', timeoutMs: 3000 };

componentConformance({
  component: soap,
  settings,
  appDir,
  calls: [{ operation: 'pay', input: { number: 7, amount: '1.50' } }],
  brokenSettings: [
    { settings: { ...settings, wsdl: 'missing.wsdl' }, names: 'missing.wsdl' },
    { settings: { ...settings, port: 'Other' }, names: 'BillingPort' },
    { settings: { ...settings, only: ['Refund'] }, names: 'Refund' },
    { settings: { ...settings, endpoint: 'ftp://host' }, names: 'endpoint' },
    {
      settings: { ...settings, authentication: { kind: 'ws-security', user: 'a', password: 'literal' } },
      names: 'secrets.env',
    },
  ],
});
