import { createAccounts } from '@caruso/app-builder';
import type { AccountChange, NewAccount } from '@caruso/app-builder';
import type { UserInfo } from '@caruso/app-builder/contract';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes } from '../terminal/exit-codes.js';
import { withOfflineApplication } from '../terminal/offline-application.js';
import { print, printJson, table } from '../terminal/output.js';
import { callApi, findRunning } from '../terminal/running-application.js';
import type { ConnectionOptions } from '../terminal/running-application.js';

/** The accounts of an application, running or not. */
interface AccountAccess {
  list(): Promise<readonly UserInfo[]>;
  add(account: NewAccount): Promise<UserInfo>;
  change(id: string, change: AccountChange): Promise<UserInfo>;
}

export async function addUser(account: Omit<NewAccount, 'password'>, options: ConnectionOptions): Promise<number> {
  const password = await askPassword(`Password for ${account.id}: `);
  const user = await withAccounts(options, (accounts) => accounts.add({ ...account, password }));
  print(`${user.id} (${user.name}) may sign in now as ${user.roles.join(', ')}.`);
  return exitCodes.done;
}

export async function changePassword(id: string, options: ConnectionOptions): Promise<number> {
  const password = await askPassword(`New password for ${id}: `);
  await withAccounts(options, (accounts) => accounts.change(id, { password }));
  print(`The password of ${id} is changed; its sessions are ended.`);
  return exitCodes.done;
}

export async function changeRoles(id: string, roles: readonly string[], options: ConnectionOptions): Promise<number> {
  const user = await withAccounts(options, (accounts) =>
    accounts.change(id, { roles: [...roles] as AccountChange['roles'] }),
  );
  print(`${user.id} has these roles now: ${user.roles.join(', ')}.`);
  return exitCodes.done;
}

export async function listUsers(options: ConnectionOptions & { readonly json: boolean }): Promise<number> {
  const users = await withAccounts(options, (accounts) => accounts.list());
  if (options.json) printJson(users);
  else
    print(
      table(
        ['NAME', 'PERSON', 'ROLES', 'EXTENSION', 'CUSTOMER', 'ACTIVE'],
        users.map((one) => [
          one.id,
          one.name,
          one.roles.join(', '),
          one.extension ?? '',
          one.customer ?? '',
          one.active ? 'yes' : 'no',
        ]),
      ),
    );
  return exitCodes.done;
}

/** Through the API of a running application, so that it takes effect at once; else on the data itself. */
async function withAccounts<T>(options: ConnectionOptions, work: (accounts: AccountAccess) => Promise<T>): Promise<T> {
  const running = await findRunning(options);
  if (running !== undefined) {
    return work({
      list: async () => (await callApi(running, 'GET', '/api/users')) as readonly UserInfo[],
      add: async (account) => (await callApi(running, 'POST', '/api/users', account)) as UserInfo,
      change: async (id, change) =>
        (await callApi(running, 'PATCH', `/api/users/${encodeURIComponent(id)}`, change)) as UserInfo,
    });
  }
  const components = ['expressions', 'storage-manager', 'business-objects'];
  return withOfflineApplication({ ...options, components }, (manager, { app }) =>
    work(
      createAccounts({
        objects: manager.use(BusinessObjects),
        realm: app.channels.sip?.realm ?? 'caruso',
        customerClass: app.channels.customerClass ?? 'Customer',
      }),
    ),
  );
}

/** Never from the arguments, which other people on the machine can see: from the terminal without echo, or the first line of standard input. */
async function askPassword(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (process.stdin.isTTY) process.stderr.write(question);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY === true });
  try {
    const { value } = (await lines[Symbol.asyncIterator]().next()) as { value: string | undefined };
    if (process.stdin.isTTY) process.stderr.write('\n');
    if (value === undefined || value === '')
      throw new CarusoError('invalid', 'No password was given. Type one, or send it on standard input.');
    return value;
  } finally {
    lines.close();
  }
}
