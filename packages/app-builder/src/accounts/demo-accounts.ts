import { BusinessObjects } from '@caruso/business-objects/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import type { DemoAccount } from '../application/app-file.js';
import type { Application } from '../application/application.js';
import type { NewAccount } from './account.js';
import { createAccounts } from './accounts.js';

/** Makes the demo's accounts when there is no account at all yet. */
export async function createDemoAccounts(manager: ServiceManager, { app }: Application, log: Logger): Promise<void> {
  const wanted = app.demo?.accounts ?? [];
  if (wanted.length === 0) return;
  const accounts = createAccounts({
    objects: manager.use(BusinessObjects),
    realm: app.channels.sip?.realm ?? 'caruso',
    customerClass: app.channels.customerClass ?? 'Customer',
  });
  try {
    if ((await accounts.list()).length > 0) return;
    await Promise.all(wanted.map((account) => accounts.add(newAccountOf(account))));
    await manager.use(WorkManager).refreshAgents({});
  } catch (error) {
    log.error({ reason: asCarusoError(error).message }, 'The demo accounts could not be made');
  }
}

function newAccountOf({ language, extension, phonePassword, customer, ...rest }: DemoAccount): NewAccount {
  return {
    ...rest,
    language: language === 'pt' ? 'pt' : 'en',
    ...(extension === undefined ? {} : { extension }),
    ...(phonePassword === undefined ? {} : { phonePassword }),
    ...(customer === undefined ? {} : { customer }),
  };
}
