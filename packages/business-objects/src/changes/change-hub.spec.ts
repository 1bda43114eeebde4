import { expect, it } from 'vitest';
import type { ClassModel } from '../model/class-model.js';
import { createChangeHub } from './change-hub.js';

it('a reader gets the changes made while it reads, and ends when it is told to', async () => {
  const hub = createChangeHub();
  const stop = new AbortController();
  const model = { name: 'Move' } as ClassModel;
  const keys: string[] = [];
  const reading = (async () => {
    for await (const change of hub.follow(stop.signal)) {
      keys.push(change.key);
      if (change.key === '2') stop.abort();
    }
  })();
  hub.announce({ model, key: '1', action: 'create', values: {} });
  hub.announce({ model, key: '2', action: 'delete', values: {} });
  await reading;
  expect(keys).toEqual(['1', '2']);
});
