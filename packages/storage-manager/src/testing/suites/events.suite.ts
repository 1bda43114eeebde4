import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '../../contract/index.js';
import { startApplication, temporaryDir } from '../servers/storage-application.js';
import type { StorageApplication } from '../servers/storage-application.js';
import type { Surroundings } from './surroundings.js';
import { rejection } from './tables.suite.js';

async function take(stream: AsyncIterable<Event>, count: number): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

export function describeEvents(engine: string, given: () => Surroundings): void {
  describe(`the event log on ${engine}`, () => {
    let dir: Awaited<ReturnType<typeof temporaryDir>>;
    let app: StorageApplication;
    let url: string;

    beforeAll(async () => {
      dir = await temporaryDir();
      url = await given().newDatabase();
      app = await startApplication({ dataDir: dir.path, stores: { own: { url } } });
      await app.storage.define({
        store: 'own',
        tables: [{ name: 'note', columns: [{ name: 'id', type: 'integer' }], primaryKey: ['id'] }],
      });
    }, 60_000);
    afterAll(async () => {
      await app.stop();
      await dir.remove();
    });

    it('gives events back by type, contact, customer and time', async () => {
      await app.events.append({
        events: [
          {
            type: 'contact.received',
            contact: 'c1',
            customer: '7',
            actor: 'ana',
            data: { line: 2 },
            at: '2026-01-01T10:00:00+01:00',
          },
          { type: 'contact.ended', contact: 'c1', at: '2026-01-01T09:05:00Z' },
          { type: 'contacts.counted', at: '2026-01-02T00:00:00Z' },
        ],
      });
      const [first] = await app.events.read({ types: ['contact.'], contact: 'c1', limit: 1 });
      expect(first).toMatchObject({
        type: 'contact.received',
        customer: '7',
        actor: 'ana',
        data: { line: 2 },
        at: '2026-01-01T09:00:00.000Z',
      });
      expect(first?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect((await app.events.read({ types: ['contact.'] })).map(({ type }) => type)).toEqual([
        'contact.received',
        'contact.ended',
      ]);
      expect(await app.events.read({ customer: '7' })).toHaveLength(1);
      expect(await app.events.read({ from: '2026-01-01T09:00:00Z', to: '2026-01-01T09:05:00Z' })).toEqual([first]);
    });

    it('keeps events with the rows they tell of, or neither', async () => {
      const { lastSeq } = await app.events.append({ events: [{ type: 'mark.set' }] });
      const write = (id: number) =>
        app.storage.write({
          store: 'own',
          steps: [{ kind: 'insert', table: 'note', rows: [{ id }] }],
          events: [{ type: 'note.written', data: { id } }],
        });
      await write(1);
      expect((await rejection(write(1))).code).toBe('conflict');
      await write(2);
      expect((await app.events.read({ after: lastSeq })).map(({ data }) => data)).toEqual([{ id: 1 }, { id: 2 }]);
    });

    it('gives a follower the past and the present without gap or duplicate', async () => {
      const { lastSeq } = await app.events.append({ events: [{ type: 'mark.set' }] });
      const total = 300;
      const append = async (from: number, to: number) => {
        for (let n = from; n < to; n += 3)
          await app.events.append({
            events: [n, n + 1, n + 2].map((number) => ({ type: 'flow.moved', data: { number } })),
          });
      };
      await append(0, 90);
      const following = take(app.events.follow({ after: lastSeq, types: ['flow.'] }), total);
      await append(90, total);
      expect((await following).map(({ data }) => data['number'])).toEqual(Array.from({ length: total }, (_, n) => n));
    });

    it('gives every one of many followers all events of many concurrent writers in order, however slowly it reads', async () => {
      const { lastSeq } = await app.events.append({ events: [{ type: 'mark.set' }] });
      const followers = Array.from({ length: 60 }, async (_, index) => {
        const seen: number[] = [];
        for await (const { seq } of app.events.follow({ after: lastSeq, types: ['flood.'] })) {
          seen.push(seq);
          if (seen.length === 240) break;
          if (index % 20 === 0 && seen.length % 40 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return seen;
      });
      await Promise.all(
        Array.from({ length: 80 }, (_, n) =>
          app.events.append({ events: [1, 2, 3].map((part) => ({ type: 'flood.came', data: { n, part } })) }),
        ),
      );
      const expected = (await app.events.read({ types: ['flood.came'], limit: 1000 })).map(({ seq }) => seq);
      expect(expected).toHaveLength(240);
      for (const seen of await Promise.all(followers)) expect(seen).toEqual(expected);
    }, 30_000);

    it('follows from now on when no place is named, and ends with its signal', async () => {
      const control = new AbortController();
      const stream = app.events.follow({ types: ['now.'] }, { signal: control.signal })[Symbol.asyncIterator]();
      const first = stream.next();
      await app.events.append({ events: [{ type: 'now.come' }] });
      expect((await first).value).toMatchObject({ type: 'now.come' });
      const second = stream.next();
      control.abort();
      expect((await second).done).toBe(true);
    });

    it('follows events of another process on the same database', async () => {
      if (!url.startsWith('postgres')) return;
      const other = await startApplication({ dataDir: dir.path, stores: { own: { url } } });
      const following = take(app.events.follow({ types: ['elsewhere.'] }), 2);
      await app.events.append({ events: [{ type: 'here.done' }] });
      await other.events.append({ events: [{ type: 'elsewhere.done' }, { type: 'elsewhere.done' }] });
      expect(await following).toHaveLength(2);
      await other.stop();
    });
  });
}
