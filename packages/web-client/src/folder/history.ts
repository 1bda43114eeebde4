import type { BusinessObject, DialogSummary } from '../api/contracts.js';
import { jsonText } from '../api/json-text.js';

export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
  /** null: a dialog that belongs to no contact we know. */
  readonly contact: BusinessObject | null;
  readonly dialogs: readonly DialogSummary[];
}

/** Contacts of every medium with the dialogs held in them, and the dialogs that stand alone; newest first. */
export function historyOf(
  contacts: readonly BusinessObject[],
  dialogs: readonly DialogSummary[],
): readonly HistoryEntry[] {
  const known = new Set(contacts.map(({ ref }) => ref.key));
  const withContact = contacts.map((contact) => ({
    id: contact.ref.key,
    at: jsonText(contact.values['startedAt']),
    contact,
    dialogs: dialogs.filter((dialog) => dialog.contact === contact.ref.key),
  }));
  const alone = dialogs
    .filter((dialog) => dialog.contact === undefined || !known.has(dialog.contact))
    .map((dialog) => ({ id: dialog.id, at: dialog.startedAt, contact: null, dialogs: [dialog] }));
  return [...withContact, ...alone].toSorted((one, other) => other.at.localeCompare(one.at));
}
