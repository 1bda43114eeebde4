import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Principal } from '@caruso/core-service-manager/contract';
import type { ContactBook } from './contact-book.js';
import type { ContactStore } from './contact-store.js';
import { isOver } from './contact.js';
import type { Contact } from './contact.js';

export interface WebContactParts {
  readonly book: ContactBook;
  readonly store: Pick<ContactStore, 'find' | 'titleOf'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A signed-in customer visits the self-service page about something. */
export async function openWebContact(
  { book, store, clock, newId }: WebContactParts,
  { subject, language }: { readonly subject: string; readonly language: string },
  principal: Principal,
): Promise<{ readonly contact: string }> {
  const { customer } = principal;
  if (principal.kind !== 'customer' || customer === undefined) {
    throw new CarusoError(
      'forbidden',
      `${principal.name} is no customer: self-service contacts are the customers’ own`,
    );
  }
  const contact: Contact = {
    id: newId(),
    medium: 'web',
    direction: 'in',
    state: 'in-dialog',
    remote: principal.name,
    language,
    subject,
    dialogs: [],
    said: [],
    receivedAt: clock.now(),
    simulated: false,
  };
  await book.open(contact);
  const name = await store.titleOf(customer, principal).catch(() => undefined);
  await book.changeDurably(contact.id, {
    kind: 'identified',
    by: 'sign-in',
    customer,
    ...(name === undefined ? {} : { customerName: name }),
  });
  return { contact: contact.id };
}

/** Closing twice is no harm. Works after a restart too. */
export async function closeWebContact(
  { book, store }: WebContactParts,
  { contact: id, outcome }: { readonly contact: string; readonly outcome: string },
  principal: Principal,
): Promise<{ readonly closed: boolean }> {
  const contact = book.find(id) ?? (await store.find(id));
  const own =
    principal.kind === 'system' ||
    (principal.kind === 'customer' &&
      principal.customer !== undefined &&
      contact?.customer?.key === principal.customer.key);
  if (contact === undefined || contact.medium !== 'web' || !own) {
    throw new CarusoError('not-found', `There is no self-service contact ${id}`, { contact: id });
  }
  if (isOver(contact)) return { closed: false };
  if (book.find(id) === undefined) book.takeUp(contact);
  await book.changeDurably(id, { kind: 'closed', disposition: outcome, note: outcome, actor: principal.id });
  return { closed: true };
}
