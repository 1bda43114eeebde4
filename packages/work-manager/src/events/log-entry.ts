import type { NewEvent } from '@caruso/storage-manager/contract';
import type { WorkEvent } from './work-event.js';

/** An event of the floor in the form of the event log; an item's id is its contact's. */
export function logEntry(event: WorkEvent): NewEvent {
  const at = new Date(event.at).toISOString();
  if (event.type === 'agent.state-changed') {
    const { agent, state, reason, item, simulated } = event;
    const data = { agent, state, simulated, ...(reason === undefined ? {} : { reason }) };
    return { type: event.type, at, actor: agent, data, ...(item === undefined ? {} : { contact: item }) };
  }
  const { work, agent, reason } = event;
  return {
    type: event.type,
    at,
    contact: work.id,
    ...(work.customer === undefined ? {} : { customer: work.customer }),
    ...(agent === undefined ? {} : { actor: agent }),
    data: {
      queue: work.queue,
      medium: work.medium,
      simulated: work.simulated,
      ...(agent === undefined ? {} : { agent }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}
