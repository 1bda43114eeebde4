import type { ValueType } from '@caruso/expressions/contract';

const text: ValueType = { kind: 'text' };
const truth: ValueType = { kind: 'boolean' };
const number: ValueType = { kind: 'number' };

/** What an expression of a report may read of a contact. */
export const contactFields = {
  contact: text,
  medium: text,
  direction: text,
  receivedAt: { kind: 'date and time' },
  day: { kind: 'date' },
  queue: text,
  queued: truth,
  answered: truth,
  answeredInTime: truth,
  abandoned: truth,
  waitSeconds: number,
  talkSeconds: number,
  wrapUpSeconds: number,
  handleSeconds: number,
  agent: text,
  disposition: text,
  broken: truth,
  simulated: truth,
} as const satisfies Record<string, ValueType>;

export const contactType: ValueType = { kind: 'object', name: 'contact', fields: contactFields };
export const contactsType: ValueType = { kind: 'list', of: contactType };
