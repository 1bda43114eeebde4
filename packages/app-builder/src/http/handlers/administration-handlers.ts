import { CarusoError } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { accountChangeSchema, newAccountSchema } from '../../accounts/account.js';
import type { ApiRequest, Handlers } from '../api-request.js';
import { assertCallable } from '../callable-service.js';
import { assertReachableSpec } from '../component-spec.js';
import type { Services } from '../services.js';

type Names =
  | 'services'
  | 'describeService'
  | 'callService'
  | 'addComponent'
  | 'replaceComponent'
  | 'rollbackComponent'
  | 'removeComponent'
  | 'metrics'
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

const spec = z.string().min(1).max(1000);
const settings = z.record(z.string(), z.unknown()).optional();
const drainMs = z.number().int().min(0).max(600_000).optional();

/** A change that was begun is ended even when the one who asked has gone: half a replacement helps nobody. */
function change({ call }: ApiRequest): Omit<ApiRequest['call'], 'signal'> {
  return call.principal === undefined ? {} : { principal: call.principal };
}

export function administrationHandlers({
  directory,
  control,
  metrics,
  invoke,
  appDir,
  dataDir,
  comm,
  tasks,
  mailbox,
  accounts,
  sessions,
  work,
  application,
}: Services): Handlers<Names> {
  const places = { appDir, dataDir };
  const assertMailbox = (): void => {
    if (!application.hasMailbox)
      throw new CarusoError('not-found', 'This application has no demo mailbox; its mails go to a real server.');
  };
  return {
    services: (api) => directory.list({}, api.call),
    describeService: (api) => directory.describe({ contract: api.param('contract') }, api.call),
    callService: async (api) => {
      const { input } = api.body(z.strictObject({ input: z.unknown() }));
      const contract = api.param('contract');
      assertCallable(contract, api);
      return (await invoke(contract, api.param('operation'), input, api.call)) ?? null;
    },
    addComponent: async (api) => {
      const body = api.body(
        z.strictObject({
          spec,
          name: z.string().min(1).optional(),
          settings,
          rank: z.number().int().optional(),
          ownProcess: z.boolean().optional(),
        }),
      );
      return control.add({ ...body, spec: await assertReachableSpec(body.spec, places, api) }, change(api));
    },
    replaceComponent: async (api) => {
      const body = api.body(z.strictObject({ spec, settings, drainMs }));
      const found = await assertReachableSpec(body.spec, places, api);
      return control.replace({ ...body, name: api.param('name'), spec: found }, change(api));
    },
    rollbackComponent: (api) =>
      control.rollback({ ...api.body(z.strictObject({ drainMs })), name: api.param('name') }, change(api)),
    removeComponent: (api) => control.remove({ name: api.param('name') }, change(api)),
    metrics: async ({ response }) => {
      response.type('text/plain; version=0.0.4').send(await metrics.text());
      return undefined;
    },
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
