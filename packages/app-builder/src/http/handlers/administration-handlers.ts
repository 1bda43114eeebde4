import { CarusoError } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { accountChangeSchema, newAccountSchema } from '../../accounts/account.js';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

type Names =
  | 'services'
  | 'describeService'
  | 'phones'
  | 'simulation'
  | 'setSimulation'
  | 'tasks'
  | 'retryTask'
  | 'mailbox'
  | 'mailboxMessage'
  | 'users'
  | 'addUser'
  | 'changeUser';

export function administrationHandlers({
  directory,
  comm,
  tasks,
  mailbox,
  accounts,
  sessions,
  work,
  application,
}: Services): Handlers<Names> {
  const assertMailbox = (): void => {
    if (!application.hasMailbox)
      throw new CarusoError('not-found', 'This application has no demo mailbox; its mails go to a real server.');
  };
  return {
    services: (api) => directory.list({}, api.call),
    describeService: (api) => directory.describe({ contract: api.param('contract') }, api.call),
    phones: (api) => comm.phones({}, api.call),
    simulation: (api) => comm.simulation({}, api.call),
    setSimulation: (api) => comm.setSimulation(api.body(z.strictObject({ on: z.boolean() })), api.call),
    tasks: (api) => {
      const { state } = api.query(
        z.object({ state: z.enum(['waiting', 'running', 'done', 'dead', 'cancelled']).default('dead') }),
      );
      return tasks.list({ states: [state] }, api.call);
    },
    retryTask: (api) => tasks.retry({ id: api.param('id') }, api.call),
    mailbox: async (api) => {
      assertMailbox();
      return mailbox.list({}, api.call);
    },
    mailboxMessage: async (api) => {
      assertMailbox();
      return mailbox.get({ id: api.param('id') }, api.call);
    },
    users: () => accounts.list(),
    addUser: async (api) => {
      const user = await accounts.add(api.body(newAccountSchema));
      await work.refreshAgents({}, api.call);
      return user;
    },
    changeUser: async (api) => {
      const change = api.body(accountChangeSchema);
      const user = await accounts.change(api.param('id'), change);
      // Who must not come in any more, or has a new password, is signed out everywhere.
      if (change.active === false || change.password !== undefined || change.roles !== undefined)
        await sessions.closeAllOf(user.id);
      await work.refreshAgents({}, api.call);
      return user;
    },
  };
}
