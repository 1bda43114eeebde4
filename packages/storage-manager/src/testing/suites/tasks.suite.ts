import { systemPrincipal } from '@caruso/core-service-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewTask, Task } from '../../contract/index.js';
import { createReceiver } from '../servers/receiver.js';
import { startApplication, temporaryDir, until } from '../servers/storage-application.js';
import type { StorageApplication } from '../servers/storage-application.js';
import type { Surroundings } from './surroundings.js';
import { rejection } from './tables.suite.js';

const task = (key: string, more: Partial<NewTask> = {}): NewTask => ({
  key,
  service: 'receiver',
  operation: 'take',
  input: { n: Number(key.replace(/\D/g, '') || 0) },
  principal: systemPrincipal('test'),
  ...more,
});

export function describeTasks(engine: string, given: () => Surroundings): void {
  describe(`durable tasks on ${engine}`, () => {
    let dir: Awaited<ReturnType<typeof temporaryDir>>;
    let app: StorageApplication;
    let url: string;

    async function start(receiver?: ReturnType<typeof createReceiver>): Promise<void> {
      app = await startApplication({
        dataDir: dir.path,
        stores: { own: { url } },
        components: receiver ? [{ component: receiver.component }] : [],
      });
    }
    const find = async (key: string): Promise<Task | undefined> => (await app.tasks.list({ keys: [key] }))[0];
    const settled = (key: string) => until(async () => ['done', 'dead'].includes((await find(key))?.state ?? ''));

    beforeEach(async () => {
      dir = await temporaryDir();
      url = await given().newDatabase();
    }, 60_000);
    afterEach(async () => {
      await app.stop();
      await dir.remove();
    });

    it('are done once, with their key and principal, and their result is kept', async () => {
      const receiver = createReceiver();
      await start(receiver);
      const { ids } = await app.tasks.add({ tasks: [task('k1')] });
      await settled('k1');
      expect(receiver.received).toEqual([{ n: 1, key: 'k1', principal: 'test' }]);
      expect(await find('k1')).toMatchObject({ id: ids[0], state: 'done', attempts: 1, result: { took: 1 } });
    });

    it('are not added twice under one key', async () => {
      const receiver = createReceiver();
      await start(receiver);
      const first = await app.tasks.add({ tasks: [task('k1'), task('k1')] });
      const second = await app.tasks.add({ tasks: [task('k1')] });
      expect(new Set([...first.ids, ...second.ids]).size).toBe(1);
      await settled('k1');
      expect(receiver.received).toHaveLength(1);
    });

    it('are all done once when many come with a write at the same time, at most 8 at a time', async () => {
      let atOnce = 0;
      let most = 0;
      const receiver = createReceiver([], async () => {
        most = Math.max(most, ++atOnce);
        await new Promise((resolve) => setTimeout(resolve, 5));
        atOnce -= 1;
      });
      await start(receiver);
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          app.storage.write({
            store: 'own',
            steps: [],
            tasks: Array.from({ length: 6 }, (__, m) => task(`k${n * 6 + m}`)),
          }),
        ),
      );
      await until(async () => (await app.tasks.list({ states: ['done'] })).length === 60);
      expect(receiver.received.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 60 }, (_, n) => n),
      );
      expect(most).toBeLessThanOrEqual(8);
    });

    it('are tried again after a failure that may pass', async () => {
      const receiver = createReceiver(['unavailable']);
      await start(receiver);
      await app.tasks.add({ tasks: [task('k1')] });
      await settled('k1');
      expect(await find('k1')).toMatchObject({ state: 'done', attempts: 2 });
      expect(receiver.received.map(({ key }) => key)).toEqual(['k1', 'k1']);
    });

    it.each(['invalid', 'forbidden', 'not-found', 'conflict'] as const)(
      'are dead at once when the receiver says %s, and run again when asked',
      async (code) => {
        const receiver = createReceiver([code]);
        await start(receiver);
        const { ids } = await app.tasks.add({ tasks: [task('k1')] });
        await settled('k1');
        expect(await find('k1')).toMatchObject({
          state: 'dead',
          attempts: 1,
          lastError: expect.stringContaining(code),
        });
        await app.tasks.retry({ id: ids[0] ?? '' });
        await until(async () => (await find('k1'))?.state === 'done');
        expect((await rejection(app.tasks.retry({ id: ids[0] ?? '' }))).code).toBe('conflict');
      },
    );

    it('are dead when their attempts are used up', async () => {
      await start(createReceiver(['unavailable', 'unavailable']));
      await app.tasks.add({ tasks: [task('k1', { maxAttempts: 2 })] });
      await settled('k1');
      expect(await find('k1')).toMatchObject({ state: 'dead', attempts: 2 });
    });

    it('wait while nobody provides the service', async () => {
      await start();
      await app.tasks.add({ tasks: [task('k1')] });
      await until(async () => (await find('k1'))?.lastError !== undefined);
      expect(await find('k1')).toMatchObject({ state: 'waiting', lastError: expect.stringContaining('no-provider') });
    });

    it('run when they are due, not before, and can be cancelled until then', async () => {
      const receiver = createReceiver();
      await start(receiver);
      const dueAt = new Date(Date.now() + 400).toISOString();
      await app.tasks.add({ tasks: [task('k1', { dueAt }), task('k2', { dueAt })] });
      expect(await app.tasks.cancel({ key: 'k2' })).toEqual({ cancelled: true });
      await settled('k1');
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(dueAt));
      expect(receiver.received.map(({ key }) => key)).toEqual(['k1']);
      expect(await find('k2')).toMatchObject({ state: 'cancelled' });
      expect(await app.tasks.cancel({ key: 'k1' })).toEqual({ cancelled: false });
    });

    it('are told when they are settled', async () => {
      await start(createReceiver());
      const stream = app.tasks.settled({})[Symbol.asyncIterator]();
      const next = stream.next();
      await app.tasks.add({ tasks: [task('k1')] });
      expect((await next).value).toMatchObject({ key: 'k1', state: 'done' });
      await stream.return?.();
    });

    it('are kept but not run where no work is to be done', async () => {
      const receiver = createReceiver();
      const components = [{ component: receiver.component }];
      app = await startApplication({ dataDir: dir.path, stores: { own: { url } }, work: false, components });
      await app.tasks.add({ tasks: [task('k1')] });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(receiver.received).toEqual([]);
      expect(await find('k1')).toMatchObject({ state: 'waiting', attempts: 0 });
      await app.stop();
      await start(receiver);
      await settled('k1');
      expect(receiver.received).toHaveLength(1);
    });

    it('that were waiting when the process stopped run after the next start', async () => {
      await start();
      await app.tasks.add({ tasks: [task('k1', { dueAt: new Date(Date.now() + 300).toISOString() })] });
      await app.stop();
      const receiver = createReceiver();
      await start(receiver);
      await settled('k1');
      expect(receiver.received).toHaveLength(1);
    });
  });
}
