import { CarusoError, ServiceControl } from '@caruso/core-service-manager/contract';
import { DurableTasks, EventLog, Storage } from '@caruso/storage-manager/contract';
import type { ApiRequest } from './api-request.js';

/** Each has routes of its own, or lies under the business objects, where rights are checked. */
const closed: ReadonlySet<string> = new Set([ServiceControl, Storage, EventLog, DurableTasks].map(({ id }) => id));

/** What a browser may call by name: not the services under the rights. `forbidden`; the command line of this machine may call any. */
export function assertCallable(contract: string, { session }: Pick<ApiRequest, 'session'>): void {
  if (session === undefined || !closed.has(contract)) return;
  throw new CarusoError('forbidden', `${contract} cannot be called from the browser.`, {
    advice: 'Use the pages for it, or the command line: caruso services call SERVICE OPERATION',
  });
}
