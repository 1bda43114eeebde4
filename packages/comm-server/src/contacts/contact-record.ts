import type { BusinessObject } from '@caruso/business-objects/contract';
import { contactStateSchema } from '../contract/index.js';
import { secondsBetween } from './contact.js';
import type { Contact } from './contact.js';

const instant = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

/** What the business object `Contact` keeps of a contact; the rest is in the event log. */
export function contactValues(contact: Contact) {
  const { connectedAt, waitingSince, endedAt } = contact;
  return {
    medium: contact.medium,
    direction: contact.direction,
    state: contact.state,
    customer: contact.customer?.key ?? null,
    remote: contact.remote,
    agent: contact.agent ?? null,
    agentName: contact.agentName ?? null,
    queue: contact.queue ?? null,
    subject: contact.subject ?? contact.remote,
    startedAt: new Date(contact.receivedAt).toISOString(),
    answeredAt: instant(connectedAt),
    endedAt: instant(endedAt),
    waitSeconds:
      waitingSince === undefined ? null : secondsBetween(waitingSince, connectedAt ?? endedAt ?? waitingSince),
    talkSeconds: connectedAt === undefined || endedAt === undefined ? null : secondsBetween(connectedAt, endedAt),
    note: contact.note ?? null,
    dialogs: [...contact.dialogs],
    simulated: contact.simulated,
  };
}

export interface Remembered {
  readonly customerClass: string;
  readonly language: string;
}

/** A contact as far as its business object tells; the language comes from the event log. */
export function contactOf(object: BusinessObject, { customerClass, language }: Remembered): Contact {
  const { values } = object;
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const at = (name: string): number | undefined => {
    const value = text(name);
    return value === undefined ? undefined : Date.parse(value);
  };
  const given = <Name extends string, T>(name: Name, value: T | undefined): { readonly [Key in Name]?: T } =>
    (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: T };
  const customer = text('customer');
  const connectedAt = at('answeredAt');
  const waited = values['waitSeconds'];
  const waitingSince =
    connectedAt !== undefined && typeof waited === 'number' ? connectedAt - waited * 1000 : undefined;
  return {
    id: object.ref.key,
    medium: text('medium') ?? 'voice',
    direction: values['direction'] === 'out' ? 'out' : 'in',
    state: contactStateSchema.parse(values['state']),
    remote: text('remote') ?? '',
    language,
    dialogs: Array.isArray(values['dialogs']) ? values['dialogs'].filter((id) => typeof id === 'string') : [],
    said: [],
    receivedAt: at('startedAt') ?? 0,
    simulated: values['simulated'] === true,
    ...given('subject', text('subject')),
    ...given('customer', customer === undefined ? undefined : { class: customerClass, key: customer }),
    ...given('queue', text('queue')),
    ...given('agent', text('agent')),
    ...given('agentName', text('agentName')),
    ...given('waitingSince', waitingSince),
    ...given('connectedAt', connectedAt),
    ...given('endedAt', at('endedAt')),
    ...given('disposition', text('disposition')),
    ...given('note', text('note')),
  };
}
