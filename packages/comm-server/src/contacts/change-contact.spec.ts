import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactEvents, contactStateSchema } from '../contract/index.js';
import type { ContactEventType } from '../contract/index.js';
import { changeContact } from './change-contact.js';
import { comesIn } from './contact-change.js';
import type { ContactChange } from './contact-change.js';
import type { Contact } from './contact.js';
import { isOver } from './contact.js';

const received: Contact = {
  id: 'c1',
  medium: 'voice',
  direction: 'in',
  state: 'received',
  remote: '912345678',
  language: 'en',
  dialogs: [],
  said: [],
  receivedAt: 0,
  simulated: false,
};

/** Applies changes a second apart; what is refused is left out. */
function after(...changes: readonly ContactChange[]) {
  let contact = received;
  const events: { type: string; data: unknown }[] = [];
  for (const [index, change] of changes.entries()) {
    const changed = changeContact(contact, change, (index + 1) * 1000);
    if (!changed.ok) continue;
    contact = changed.contact;
    events.push(...changed.events.map(({ type, data }) => ({ type, data })));
  }
  return { contact, events, types: events.map(({ type }) => type) };
}

const dialog: ContactChange = { kind: 'dialog-started', dialog: 'd1' };
const queued: ContactChange = { kind: 'queued', queue: 'moving' };
const ringing: ContactChange = { kind: 'ringing', agent: 'ana', agentName: 'Ana' };
const answered: ContactChange = { kind: 'answered' };
const ended: ContactChange = { kind: 'ended', by: 'customer' };
const closed: ContactChange = { kind: 'closed', disposition: 'solved', note: 'ok' };
const customer = { class: 'Customer', key: '7' };

describe('a contact', () => {
  it('goes from the dialog through the queue and the conversation to its close', () => {
    const { contact, events } = after(dialog, queued, ringing, answered, ended, closed);
    expect(contact).toMatchObject({
      state: 'closed',
      agent: 'ana',
      queue: 'moving',
      disposition: 'solved',
      dialogs: ['d1'],
    });
    expect(events).toEqual([
      { type: 'contact.queued', data: { queue: 'moving', simulated: false } },
      { type: 'contact.ringing', data: { queue: 'moving', agent: 'ana', simulated: false } },
      { type: 'contact.answered', data: { queue: 'moving', agent: 'ana', waitSeconds: 2, simulated: false } },
      { type: 'contact.ended', data: { by: 'customer', talkSeconds: 1, simulated: false } },
      { type: 'contact.closed', data: { disposition: 'solved', wrapUpSeconds: 1, simulated: false } },
    ]);
  });

  it('keeps its place when an agent does not answer, and belongs to nobody then', () => {
    const { contact, types } = after(dialog, queued, ringing, { kind: 'not-answered', reason: 'busy' });
    expect(contact).toMatchObject({ state: 'waiting', waitingSince: 2000 });
    expect(contact).not.toHaveProperty('agent');
    expect(types.at(-1)).toBe('contact.not-answered');
  });

  it('waits since it first was queued, also when it is moved to another queue', () => {
    const { contact } = after(dialog, queued, { kind: 'queued', queue: 'general' });
    expect(contact).toMatchObject({ queue: 'general', waitingSince: 2000 });
  });

  it('is abandoned without a queue when she hangs up in the dialog', () => {
    expect(after(dialog, { kind: 'abandoned' }).events).toEqual([
      { type: 'contact.abandoned', data: { waitSeconds: 0, simulated: false } },
    ]);
  });

  it('is closed by its dialog when no agent was needed', () => {
    const { contact, types } = after(dialog, { kind: 'ended', by: 'system' }, { kind: 'closed', disposition: 'done' });
    expect(contact.state).toBe('closed');
    expect(types).toEqual(['contact.ended', 'contact.closed']);
  });

  it('tells its customer with every event once she is known', () => {
    const known = changeContact(received, { kind: 'identified', by: 'dialog', customer, customerName: 'Ana' }, 1);
    if (!known.ok) throw new Error(known.reason);
    expect(known.events).toMatchObject([{ customer: '7' }]);
    const other = changeContact(
      known.contact,
      { kind: 'identified', by: 'agent', customer: { ...customer, key: '8' } },
      2,
    );
    expect(other.ok && other.contact).toMatchObject({ customer: { key: '8' } });
    // The name of the wrong one must not stay.
    expect(other.ok && other.contact).not.toHaveProperty('customerName');
  });

  it('is not answered twice', () => {
    const { contact } = after(dialog, queued, ringing, answered);
    expect(changeContact(contact, answered, 9)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('connected'),
    });
  });
});

describe('whatever happens to a contact', () => {
  const change = fc.constantFrom<ContactChange>(
    dialog,
    { kind: 'said', said: [] },
    { kind: 'identified', by: 'dialog', customer },
    queued,
    ringing,
    { kind: 'not-answered', reason: 'busy' },
    answered,
    ended,
    closed,
    { kind: 'abandoned' },
    { kind: 'broken', reason: 'restart' },
  );

  it('keeps to the states and the events of the contract', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const { contact, events } = after(...changes);
        expect(contactStateSchema.safeParse(contact.state).success).toBe(true);
        for (const { type, data } of events) {
          expect(contactEvents[type as ContactEventType].safeParse(data).error).toBeUndefined();
        }
        // Somebody's exactly when an agent is called or talks.
        const { state, agent } = contact;
        expect(['ringing', 'connected', 'wrap-up'].includes(state) && agent === undefined).toBe(false);
        expect(['received', 'in-dialog', 'waiting'].includes(state) && agent !== undefined).toBe(false);
      }),
    );
  });

  it('ends once: nothing comes after the end, and one event tells it', () => {
    const endings = ['contact.closed', 'contact.abandoned', 'contact.broken'];
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const { contact, types } = after(...changes);
        const told = types.filter((type) => endings.includes(type));
        expect(told.length).toBe(isOver(contact) ? 1 : 0);
        expect(endings.includes(types.at(-1) ?? '')).toBe(isOver(contact));
        for (const states of Object.values(comesIn)) expect(states.some((state) => isOver({ state }))).toBe(false);
      }),
    );
  });
});
