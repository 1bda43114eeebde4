import type { z } from 'zod';
import type { Condition, Event, Row, newEventSchema } from '../contract/index.js';
import { defineTable } from '../definitions/defined-table.js';
import { plainText } from '../values/plain-text.js';

export const eventTable = defineTable({
  name: 'caruso_event',
  columns: [
    { name: 'seq', type: 'integer' },
    { name: 'id', type: 'text' },
    { name: 'at', type: 'timestamp' },
    { name: 'type', type: 'text' },
    { name: 'contact', type: 'text', nullable: true },
    { name: 'customer', type: 'text', nullable: true },
    { name: 'actor', type: 'text', nullable: true },
    { name: 'data', type: 'json' },
  ],
  primaryKey: ['seq'],
});

export type ParsedEvent = z.output<typeof newEventSchema>;

export interface EventFilter {
  readonly types: readonly string[];
  readonly contact?: string | undefined;
  readonly customer?: string | undefined;
}

export function rowOfEvent(event: ParsedEvent, id: string, now: string): Row {
  const { type, contact = null, customer = null, actor = null, data, at = now } = event;
  return { id, at, type, contact, customer, actor, data };
}

function text(row: Row, name: string): string {
  return plainText(row[name]);
}

export function eventOfRow(row: Row): Event {
  const optional = (name: 'contact' | 'customer' | 'actor') => (row[name] === null ? {} : { [name]: text(row, name) });
  const data = row['data'];
  return {
    seq: Number(row['seq']),
    id: text(row, 'id'),
    at: text(row, 'at'),
    type: text(row, 'type'),
    ...optional('contact'),
    ...optional('customer'),
    ...optional('actor'),
    data: typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {},
  };
}

/** `contact.` stands for every type that begins so; as a range, so that the index on the type serves it. */
function typeCondition(type: string): Condition {
  if (!type.endsWith('.')) return { column: 'type', op: '=', value: type };
  return {
    all: [
      { column: 'type', op: '>=', value: type },
      // '/' is the character after '.'
      { column: 'type', op: '<', value: `${type.slice(0, -1)}/` },
    ],
  };
}

export function filterCondition(filter: EventFilter): Condition[] {
  const { types, contact, customer } = filter;
  return [
    ...(types.length > 0 ? [{ any: types.map(typeCondition) }] : []),
    ...(contact === undefined ? [] : [{ column: 'contact', op: '=' as const, value: contact }]),
    ...(customer === undefined ? [] : [{ column: 'customer', op: '=' as const, value: customer }]),
  ];
}

export function matchesFilter(event: Event, filter: EventFilter): boolean {
  const { types, contact, customer } = filter;
  const typed =
    types.length === 0 ||
    types.some((type) => (type.endsWith('.') ? event.type.startsWith(type) : event.type === type));
  return (
    typed &&
    (contact === undefined || event.contact === contact) &&
    (customer === undefined || event.customer === customer)
  );
}
