// A file drop that is killed while it works: node taker.mjs FOLDER. The receiver keeps what it took in FOLDER/received, a key and a
// meter a line, each key once, and every attempt in FOLDER/attempts. Tells "finished" when a file is done.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import { defineComponent, defineContract, operation, provide } from '@caruso/core-service-manager/contract';
import storage from '@caruso/storage-manager/component';
import { z } from 'zod';
import { FileDrop } from '../../../../dist/contract/index.js';
import fileDrop from '../../../../dist/file-drop/component.js';

const folder = process.argv[2];
const received = join(folder, 'received');
const attempts = join(folder, 'attempts');
const known = new Set(
  existsSync(received)
    ? readFileSync(received, 'utf8')
        .split('\n')
        .map((line) => line.split('\t')[0])
    : [],
);
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

const Receiver = defineContract({
  id: 'readings',
  version: '1.0.0',
  summary: 'Takes readings and honours the key',
  members: {
    take: operation({ summary: 'Takes one', input: z.object({ meter: z.string() }), output: z.object({}) }),
  },
});
const receiver = defineComponent({
  name: 'readings',
  version: '1.0.0',
  summary: 'Takes readings',
  provides: [Receiver],
  needs: [],
  settings: z.unknown(),
  start: async () => ({
    provisions: [
      provide(Receiver, {
        take: async ({ meter }, { idempotencyKey }) => {
          appendFileSync(attempts, `${idempotencyKey}\n`);
          if (!known.has(idempotencyKey)) appendFileSync(received, `${idempotencyKey}\t${meter}\n`);
          known.add(idempotencyKey);
          return {};
        },
      }),
    ],
    stop: async () => {},
  }),
});

mkdirSync(join(folder, 'data'), { recursive: true });
const manager = createServiceManager({ appDir: folder, dataDir: join(folder, 'data'), log: silent });
await manager.add([
  { component: storage, settings: { stores: {} } },
  { component: receiver },
  {
    component: fileDrop,
    settings: {
      source: { folder: 'inbox' },
      settleSeconds: 0,
      pollSeconds: 0.1,
      format: 'csv',
      record: { meter: 'text', value: 'decimal' },
      deliver: { service: 'readings', operation: 'take', concurrent: Number(process.argv[3] ?? 1) },
    },
  },
]);
for (;;) {
  const [file] = await manager.use(FileDrop).files({ states: ['done'] });
  if (file !== undefined) {
    process.stdout.write(`finished ${JSON.stringify(file)}\n`);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await manager.stop();
