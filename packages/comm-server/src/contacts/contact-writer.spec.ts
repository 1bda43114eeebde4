import { createVirtualClock } from '@caruso/core-service-manager';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import { describe, expect, it } from 'vitest';
import { ContactWriter } from './contact-writer.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function open() {
  const clock = createVirtualClock();
  const writer = new ContactWriter(clock, silent);
  const kept: string[] = [];
  const store = { error: undefined as CarusoError | undefined };
  const write = (contact: string, what: string): Promise<void> =>
    writer.write(contact, {
      run: async () => {
        if (store.error !== undefined) throw store.error;
        kept.push(what);
      },
      instead: async () => void kept.push(`events of ${what}`),
    });
  return { clock, writer, kept, store, write };
}

describe('changes of a contact', () => {
  it('are kept in their order, however long the store is down', async () => {
    const { clock, writer, kept, store, write } = open();
    store.error = new CarusoError('unavailable', 'disk full');
    void write('c1', 'received');
    void write('c1', 'queued');
    await clock.advance(60_000);
    expect(kept).toEqual([]);
    expect(writer.trouble()).toBe('disk full');
    store.error = undefined;
    await clock.advance(10_000);
    expect(kept).toEqual(['received', 'queued']);
    expect(writer.trouble()).toBeUndefined();
    await writer.settled();
    expect(clock.pending()).toBe(0);
  });

  it('that are refused leave their events behind, and do not hold up the next ones', async () => {
    const { clock, kept, store, write } = open();
    store.error = new CarusoError('invalid', 'no such customer');
    void write('c1', 'identified');
    await clock.advance(0);
    store.error = undefined;
    void write('c1', 'queued');
    await clock.advance(0);
    expect(kept).toEqual(['events of identified', 'queued']);
  });
});
