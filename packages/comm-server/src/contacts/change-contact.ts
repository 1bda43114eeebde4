import type { NewEvent } from '@caruso/storage-manager/contract';
import { comesIn } from './contact-change.js';
import type { ContactChange } from './contact-change.js';
import { contactEvent } from './contact-event.js';
import { secondsBetween } from './contact.js';
import type { Contact } from './contact.js';

export type Changed =
  | { readonly ok: true; readonly contact: Contact; readonly events: readonly NewEvent[] }
  | { readonly ok: false; readonly reason: string };

/** The contact after a change and the events that tell it; refused when its state does not allow it. Pure. */
export function changeContact(contact: Contact, change: ContactChange, now: number): Changed {
  if (!comesIn[change.kind].includes(contact.state)) {
    return { ok: false, reason: `A contact that is ${contact.state} cannot be ${change.kind}` };
  }
  const changed = next(contact, change, now);
  return { ok: true, contact: changed, events: eventsOf(contact, changed, change, now) };
}

function next(contact: Contact, change: ContactChange, now: number): Contact {
  switch (change.kind) {
    case 'dialog-started':
      return { ...contact, state: 'in-dialog', dialogs: [...contact.dialogs, change.dialog] };
    case 'said':
      return { ...contact, said: change.said };
    case 'identified': {
      const { customerName: _former, ...rest } = contact;
      const name = change.customerName === undefined ? {} : { customerName: change.customerName };
      return { ...rest, customer: change.customer, ...name };
    }
    case 'queued': {
      const subject = change.subject === undefined ? {} : { subject: change.subject };
      return {
        ...contact,
        state: 'waiting',
        queue: change.queue,
        waitingSince: contact.waitingSince ?? now,
        ...subject,
      };
    }
    case 'ringing':
      return { ...contact, state: 'ringing', agent: change.agent, agentName: change.agentName };
    case 'not-answered': {
      const { agent: _agent, agentName: _name, ...rest } = contact;
      return { ...rest, state: 'waiting' };
    }
    case 'answered':
      return { ...contact, state: 'connected', connectedAt: now };
    case 'ended':
      // Without an agent there is nothing to wrap up: the dialog's outcome closes it.
      return { ...contact, state: contact.agent === undefined ? 'in-dialog' : 'wrap-up', endedAt: now };
    case 'closed':
      return {
        ...contact,
        state: 'closed',
        disposition: change.disposition,
        endedAt: contact.endedAt ?? now,
        ...(change.note === undefined ? {} : { note: change.note }),
      };
    case 'abandoned':
    case 'broken':
      return { ...contact, state: change.kind, endedAt: contact.endedAt ?? now };
  }
}

function eventsOf(before: Contact, after: Contact, change: ContactChange, now: number): readonly NewEvent[] {
  const { simulated } = after;
  const queue = after.queue ?? '';
  const event = contactEvent(after, now);
  switch (change.kind) {
    case 'dialog-started':
    case 'said':
      return [];
    case 'identified':
      return [event('contact.identified', { by: change.by, simulated })];
    case 'queued':
      return [event('contact.queued', { queue, simulated })];
    case 'ringing':
      return [event('contact.ringing', { queue, agent: change.agent, simulated })];
    case 'not-answered':
      return [event('contact.not-answered', { queue, agent: before.agent ?? '', reason: change.reason, simulated })];
    case 'answered': {
      const waitSeconds = secondsBetween(after.waitingSince, now);
      return [event('contact.answered', { queue, agent: after.agent ?? '', waitSeconds, simulated }, after.agent)];
    }
    case 'ended': {
      const talkSeconds = secondsBetween(after.connectedAt, now);
      return [event('contact.ended', { by: change.by, talkSeconds, simulated })];
    }
    case 'closed': {
      const wrapUpSeconds = before.state === 'wrap-up' ? secondsBetween(before.endedAt, now) : 0;
      return [event('contact.closed', { disposition: change.disposition, wrapUpSeconds, simulated }, change.actor)];
    }
    case 'abandoned': {
      const waitSeconds = secondsBetween(after.waitingSince, now);
      const waitedIn = after.queue === undefined ? {} : { queue: after.queue };
      return [event('contact.abandoned', { ...waitedIn, waitSeconds, simulated })];
    }
    case 'broken':
      return [event('contact.broken', { reason: change.reason, simulated })];
  }
}
