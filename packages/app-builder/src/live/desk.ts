import type { Principal } from '@caruso/core-service-manager/contract';
import type { Desk } from '../contract/api.js';
import type { Services } from '../http/services.js';

/** What an agent's desktop shows now. */
export async function deskOf(
  { work, comm, scripts }: Pick<Services, 'work' | 'comm' | 'scripts'>,
  principal: Principal,
): Promise<Desk> {
  const call = { principal };
  const [agent, phones, active, dialogs] = await Promise.all([
    work.agent({ agent: principal.id }, call),
    comm.phones({}, call),
    comm.active({}, call),
    scripts.dialogs({ owner: principal.id, statuses: ['asking', 'acting'], limit: 20 }, call),
  ]);
  const phone =
    agent.extension === undefined ? undefined : phones.find(({ extension }) => extension === agent.extension);
  return {
    agent,
    phone:
      agent.extension === undefined ? null : { extension: agent.extension, registered: phone?.registered ?? false },
    contacts: active.filter((contact) => contact.agent === principal.id),
    dialogs,
  };
}
