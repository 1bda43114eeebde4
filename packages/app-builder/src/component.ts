import 'reflect-metadata';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { CommServer } from '@caruso/comm-server/contract';
import {
  ServiceControl,
  ServiceDirectory,
  asCarusoError,
  defineComponent,
  need,
  optionalNeed,
  provide,
} from '@caruso/core-service-manager/contract';
import type { ComponentContext } from '@caruso/core-service-manager/contract';
import { Expressions } from '@caruso/expressions/contract';
import { Reporting } from '@caruso/reporting/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { DurableTasks, Storage } from '@caruso/storage-manager/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import { DemoMailbox } from '@caruso/wrappers/contract';
import { createAccounts } from './accounts/accounts.js';
import { WebServer } from './contract/web-server.js';
import type { Services } from './http/services.js';
import { webServerSettingsSchema } from './http/settings.js';
import type { WebServerSettings } from './http/settings.js';
import { createMetricsPage } from './metrics/metrics-page.js';
import { closeWebContacts } from './http/web-contacts.js';
import { startWebServer } from './http/web-server.js';
import { createSessions } from './sign-in/sessions.js';

/** The HTTP side of an application. It needs data to sign people in; every other service may come and go: its pages say so meanwhile. */
export default defineComponent({
  name: 'web-server',
  version: '0.1.0',
  summary: 'HTTP: pages, API, sign-in',
  provides: [WebServer],
  exclusive: 'the HTTP port',
  needs: [
    need(Storage),
    need(BusinessObjects),
    ...[
      ServiceDirectory,
      ServiceControl,
      DurableTasks,
      Expressions,
      ScriptEngine,
      WorkManager,
      CommServer,
      Reporting,
      DemoMailbox,
    ].map((contract) => optionalNeed(contract)),
  ],
  settings: webServerSettingsSchema,
  async start(context) {
    const { settings, log, appDir } = context;
    const services = await findServices(context);
    const stopping = new AbortController();
    let ready = false;
    const server = await startWebServer({
      services,
      appDir,
      host: settings.host,
      port: settings.port,
      tokens: { application: settings.token, metrics: settings.metricsToken },
      isReady: () => ready,
    });
    return {
      provisions: [provide(WebServer, { address: async () => ({ url: server.url, port: server.port }) })],
      ready: async () => {
        ready = true;
        closeWebContacts(services, stopping.signal).catch((error: unknown) => {
          if (!stopping.signal.aborted)
            log.warn({ reason: asCarusoError(error).message }, 'Finished self-service visits are no longer closed');
        });
      },
      stop: async () => {
        stopping.abort();
        await server.close();
      },
    };
  },
});

async function findServices(context: ComponentContext<WebServerSettings>): Promise<Services> {
  const { settings, log } = context;
  const objects = context.use(BusinessObjects);
  return {
    objects,
    scripts: context.use(ScriptEngine),
    work: context.use(WorkManager),
    comm: context.use(CommServer),
    reporting: context.use(Reporting),
    tasks: context.use(DurableTasks),
    mailbox: context.use(DemoMailbox),
    directory: context.use(ServiceDirectory),
    control: context.use(ServiceControl),
    metrics: createMetricsPage(context.use(ServiceDirectory)),
    appDir: context.appDir,
    dataDir: context.dataDir,
    expressions: context.use(Expressions),
    invoke: (contract, operation, input, options) => context.invoke(contract, operation, input, options),
    accounts: createAccounts({ objects, realm: settings.realm, customerClass: settings.customerClass }),
    sessions: await createSessions(context.use(Storage), context.clock),
    screens: new Map(settings.screens.map((screen) => [screen.screen, screen])),
    application: settings,
    log,
  };
}
