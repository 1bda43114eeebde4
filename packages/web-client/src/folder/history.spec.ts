import { describe, expect, it } from 'vitest';
import type { BusinessObject, DialogSummary } from '../api/contracts.js';
import { historyOf } from './history.js';
import { initials } from './initials.js';

const contact = (key: string, startedAt: string): BusinessObject => ({
  ref: { class: 'Contact', key },
  title: key,
  values: { startedAt },
});
const dialog = (id: string, startedAt: string, contactKey?: string): DialogSummary => ({
  id,
  script: { id: 's', version: '1', title: 'S' },
  status: 'ended',
  owner: 'ana',
  channel: 'agent',
  startedAt,
  changedAt: startedAt,
  ...(contactKey === undefined ? {} : { contact: contactKey }),
});

describe('the history of a customer', () => {
  const history = historyOf(
    [contact('c1', '2026-01-01T10:00:00Z'), contact('c2', '2026-03-01T10:00:00Z')],
    [
      dialog('d1', '2026-01-01T10:01:00Z', 'c1'),
      dialog('d2', '2026-02-01T10:00:00Z'),
      dialog('d3', '2026-04-01T10:00:00Z', 'gone'),
    ],
  );

  it('is newest first, whatever the medium', () => {
    expect(history.map(({ id }) => id)).toEqual(['d3', 'c2', 'd2', 'c1']);
  });

  it('has the dialogs of a contact with it', () => {
    expect(history.at(-1)?.dialogs.map(({ id }) => id)).toEqual(['d1']);
  });

  it('loses no dialog whose contact is not there', () => {
    expect(history.flatMap(({ dialogs }) => dialogs)).toHaveLength(3);
  });
});

describe('initials', () => {
  it.each([
    ['Maria Teixeira', 'MT'],
    ['Maria do Carmo Vasconcelos', 'MV'],
    ['Água', 'Á'],
    ['', ''],
  ])('of %j are %j', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
