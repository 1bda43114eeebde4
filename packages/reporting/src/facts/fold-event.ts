import { contactEvents } from '@caruso/comm-server/contract';
import type { ContactEventData, ContactEventType } from '@caruso/comm-server/contract';
import type { Event } from '@caruso/storage-manager/contract';
import type { ContactFact } from './contact-fact.js';

/**
 * A contact's fact after one more of its events. `fact` is undefined before `contact.received`; events of contacts that
 * were received before the log was read from are none of the period's and stay undefined. An event of unknown form changes nothing.
 */
export function foldEvent(fact: ContactFact | undefined, event: Event): ContactFact | undefined {
  if (event.contact === undefined) return fact;
  if (fact === undefined) return is(event, 'contact.received') ? newFact(event.contact, event) : undefined;
  if (is(event, 'contact.queued')) return { ...fact, queued: true, queue: fact.queue ?? event.data.queue };
  if (is(event, 'contact.answered')) {
    if (fact.answered) return fact;
    const { queue, agent, waitSeconds } = event.data;
    return { ...fact, answered: true, agent, waitSeconds, queue: fact.queue ?? queue };
  }
  if (is(event, 'contact.abandoned')) {
    if (fact.answered || fact.abandoned) return fact;
    const { queue = null, waitSeconds } = event.data;
    return { ...fact, abandoned: true, waitSeconds, queue: fact.queue ?? queue };
  }
  if (is(event, 'contact.ended')) {
    // A conversation with nobody is none: the dialog's own end says nothing about talking.
    return fact.answered ? { ...fact, talkSeconds: (fact.talkSeconds ?? 0) + event.data.talkSeconds } : fact;
  }
  if (is(event, 'contact.broken')) return { ...fact, broken: true };
  if (is(event, 'contact.closed')) {
    const { disposition, wrapUpSeconds } = event.data;
    if (!fact.answered) return { ...fact, disposition };
    return { ...fact, disposition, wrapUpSeconds, handleSeconds: (fact.talkSeconds ?? 0) + wrapUpSeconds };
  }
  return fact;
}

function newFact(contact: string, { at, data }: Event & { data: ContactEventData<'contact.received'> }): ContactFact {
  const { medium, direction, simulated } = data;
  return {
    contact,
    medium,
    direction,
    simulated,
    receivedAt: at,
    queue: null,
    queued: false,
    answered: false,
    abandoned: false,
    waitSeconds: null,
    talkSeconds: null,
    wrapUpSeconds: null,
    handleSeconds: null,
    agent: null,
    disposition: null,
    broken: false,
  };
}

function is<T extends ContactEventType>(event: Event, type: T): event is Event & { data: ContactEventData<T> } {
  return event.type === type && contactEvents[type].safeParse(event.data).success;
}
