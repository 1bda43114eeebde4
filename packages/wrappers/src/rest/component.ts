import { createRequire } from 'node:module';
import { CarusoError, defineComponent } from '@caruso/core-service-manager/contract';
import type { CallContext, Provision } from '@caruso/core-service-manager/contract';
import { noSecrets, openSecrets, openSystem } from '@caruso/core-service-manager/wrapper-kit';
import { openAuthenticator } from './authentication/authenticator.js';
import { openHttp } from './http/http-connection.js';
import { callOperation, checkedInput, checkedOutput } from './operations/call-operation.js';
import { restSystem } from './operations/rest-system.js';
import type { RestSystem } from './operations/rest-system.js';
import { readPages } from './paging/read-pages.js';
import { recordKinds } from './records/record-kinds.js';
import { recordProvision } from './records/record-provision.js';
import { restService } from './rest-service.js';
import type { ListStream, RestService } from './rest-service.js';
import { restSettingsSchema } from './settings.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export default defineComponent({
  name: 'rest',
  version,
  summary: 'A system with a REST or JSON-RPC interface, described by OpenAPI or by hand',
  provides: [],
  needs: [],
  settings: restSettingsSchema,
  async configure({ settings, name, appDir }) {
    const { provides, contract } = await restService(name, settings, appDir);
    return { provides, summary: contract.summary };
  },
  async start({ settings, name, appDir, log, clock }) {
    const service = await restService(name, settings, appDir);
    if (service.notes.length > 0) {
      log.warn({ system: name, notes: service.notes }, 'parts of the OpenAPI document are not offered or not checked');
    }
    // Answers of a recording need no credentials.
    const replaying = settings.traffic?.mode === 'replay';
    const secrets = replaying ? noSecrets : openSecrets(appDir);
    const http = openHttp({ system: name, connections: settings.concurrent, maxAnswerBytes: settings.maxAnswerBytes });
    const now = (): number => clock.now();
    const authenticator = openAuthenticator({
      system: name,
      settings: replaying ? { kind: 'none' } : settings.authentication,
      secrets,
      http,
      timeoutMs: settings.timeoutMs,
      now,
    });
    const connection = openSystem({ name, access: settings, appDir, log, secrets });
    const system = restSystem({
      system: connection,
      http,
      authenticator,
      base: replaying
        ? new URL('http://replayed.invalid')
        : baseOf(secrets.expand(settings.url ?? service.documentUrl ?? '')),
      headers: Object.fromEntries(
        Object.entries(settings.headers).map(([key, value]) => [key.toLowerCase(), secrets.expand(value)]),
      ),
      idempotencyHeader: settings.idempotencyHeader,
      retryAfterMs: settings.retryAfterMs,
      mask: (text) => secrets.mask(text),
      now,
    });
    const kinds = recordKinds(system, settings.records, service);
    const records = kinds.size === 0 ? [] : [recordProvision(name, kinds)];
    return {
      provisions: [operationsOf(system, service), ...records],
      health: async () => connection.health(),
      async stop() {
        await connection.close();
        await http.close();
      },
    };
  },
});

function operationsOf(system: RestSystem, { contract, operations, streams }: RestService): Provision {
  const calls = [...operations.values()].map((operation) => [
    operation.name,
    (input: unknown, call: CallContext) => callOperation(system, operation, input, call),
  ]);
  const lists = streams.map((list) => [
    list.name,
    (input: unknown, call: CallContext) => items(system, list, input, call),
  ]);
  return { contract, implementation: Object.fromEntries([...calls, ...lists]) };
}

async function* items(system: RestSystem, { operation, paged, item }: ListStream, input: unknown, call: CallContext) {
  for await (const one of readPages(system, operation, paged, checkedInput(system, operation, input), call)) {
    yield checkedOutput(system, operation, item, one);
  }
}

function baseOf(url: string): URL {
  if (URL.canParse(url) && /^https?:/i.test(url)) return new URL(url);
  throw new CarusoError(
    'invalid',
    url === '' ? 'url is needed: the document names no server' : `url: "${url}" is no address`,
  );
}
