import { createRequire } from 'node:module';
import {
  CarusoError,
  defineComponent,
  defineContract,
  operation as defineOperation,
} from '@caruso/core-service-manager/contract';
import type { CallContext, Contract } from '@caruso/core-service-manager/contract';
import { openSystem } from '@caruso/core-service-manager/wrapper-kit';
import { callSoap } from './exchange/call-soap.js';
import { connectSoap } from './exchange/connect-soap.js';
import { soapSettingsSchema } from './settings.js';
import type { SoapSettings } from './settings.js';
import { soapOperations } from './wsdl/soap-operations.js';
import type { SoapOperation, SoapOperations } from './wsdl/soap-operations.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export default defineComponent({
  name: 'soap',
  version,
  summary: 'A system with a SOAP interface, described by its WSDL',
  provides: [],
  needs: [],
  settings: soapSettingsSchema,
  async configure({ settings, name, appDir }) {
    const connection = connectSoap(settings, name, appDir, Date.now);
    try {
      const { operations } = soapOperations(await connection.client(), settings);
      return { provides: [contractOf(settings, operations)], summary: settings.contract.summary };
    } finally {
      await connection.http.close();
    }
  },
  async start({ settings, name, appDir, log, clock }) {
    const { http, client: load, secrets } = connectSoap(settings, name, appDir, () => clock.now());
    try {
      const client = await load();
      const described = soapOperations(client, settings);
      requireEndpoint(settings, described);
      if (described.notes.length > 0)
        log.warn({ system: name, notes: described.notes }, 'parts of the WSDL are not offered');
      const system = openSystem({ name, access: settings, appDir, log, secrets });
      const calls = described.operations.map((operation) => [
        operation.name,
        (input: unknown, call: CallContext) => callSoap(system, client, operation, input, call, secrets),
      ]);
      return {
        provisions: [
          { contract: contractOf(settings, described.operations), implementation: Object.fromEntries(calls) },
        ],
        health: async () => system.health(),
        async stop() {
          await system.close();
          await http.close();
        },
      };
    } catch (thrown) {
      await http.close();
      throw thrown;
    }
  },
});

function contractOf({ contract }: SoapSettings, operations: readonly SoapOperation[]): Contract {
  const members = operations.map(({ name, wsdlName, input, output, idempotent }) => [
    name,
    defineOperation({ summary: wsdlName, input, output, idempotent }),
  ]);
  return defineContract({
    id: contract.id,
    version: contract.version,
    summary: contract.summary,
    members: Object.fromEntries(members),
  });
}

function requireEndpoint({ endpoint }: SoapSettings, { location }: SoapOperations): void {
  if (endpoint !== undefined || (location !== undefined && /^https?:\/\//i.test(location))) return;
  throw new CarusoError('invalid', `endpoint is needed: the WSDL names ${location ?? 'no address'}`);
}
