import { describe, expect, it } from 'vitest';
import type { Desk, DialogView } from '../api/contracts.js';
import { cacheChanges, newerDialog } from './cache-changes.js';

const dialog = (revision: number): DialogView => ({
  id: 'd1',
  revision,
  script: { id: 'movingHouse', version: '1', title: 'Moving house' },
  language: 'en',
  channel: 'agent',
  status: 'asking',
  owner: 'ana',
  path: [],
  step: { node: 'intro', kind: 'info', text: 'Hello', required: true },
  canGoBack: false,
  actions: [],
  startedAt: '2026-11-22T10:00:00Z',
  changedAt: '2026-11-22T10:00:00Z',
});

describe('a live event', () => {
  it('about one’s desk is the desk', () => {
    const desk: Desk = {
      agent: { id: 'ana', name: 'Ana', state: 'ready', since: '2026-11-22T10:00:00Z', skills: {}, simulated: false },
      phone: null,
      contacts: [],
      dialogs: [],
    };
    expect(cacheChanges({ event: 'desk', data: desk })).toEqual([{ kind: 'set', key: ['desk'], data: desk }]);
  });

  it('about a dialog is that dialog and makes lists of dialogs old', () => {
    expect(cacheChanges({ event: 'dialog', data: dialog(2) }).map(({ kind, key }) => [kind, key])).toEqual([
      ['set-dialog', ['dialog', 'd1']],
      ['refetch', ['dialogs']],
    ]);
  });

  it('about an object makes it, the lists of its class and all relations old', () => {
    expect(cacheChanges({ event: 'object', data: { class: 'Move', key: 'm1' } }).map(({ key }) => key)).toEqual([
      ['object', 'Move', 'm1'],
      ['objects', 'Move'],
      ['related'],
    ]);
  });

  it('that only shows that the line is alive changes nothing', () => {
    expect(cacheChanges({ event: 'ping', data: { at: '2026-11-22T10:00:00Z' } })).toEqual([]);
  });
});

describe('an answer and an event that cross', () => {
  it('leave the higher revision', () => {
    expect(newerDialog(dialog(5), dialog(4)).revision).toBe(5);
    expect(newerDialog(dialog(4), dialog(5)).revision).toBe(5);
    expect(newerDialog(undefined, dialog(1)).revision).toBe(1);
  });

  it('of the same revision leave the later arrival: actions move on without a new answer', () => {
    const arrived = dialog(5);
    expect(newerDialog(dialog(5), arrived)).toBe(arrived);
  });
});
