// A process that is killed while it works: node writer.mjs DATA_DIR. Tells on standard output what was acknowledged to it.
import { createServiceManager } from '@caruso/core-service-manager';
import {
  defineComponent,
  defineContract,
  operation,
  provide,
  systemPrincipal,
} from '@caruso/core-service-manager/contract';
import storage from '@caruso/storage-manager/component';
import { DurableTasks, Storage } from '@caruso/storage-manager/contract';
import { z } from 'zod';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const dataDir = process.argv[2];
const say = (text) => process.stdout.write(`${text}\n`);

const Receiver = defineContract({
  id: 'receiver',
  version: '1.0.0',
  summary: 'Never finishes',
  members: {
    take: operation({
      summary: 'Takes one',
      input: z.object({ n: z.number() }),
      output: z.object({ took: z.number() }),
    }),
  },
});
const receiver = defineComponent({
  name: 'receiver',
  version: '1.0.0',
  summary: 'Never finishes',
  provides: [Receiver],
  needs: [],
  settings: z.unknown(),
  start: async () => ({
    provisions: [
      provide(Receiver, {
        take(_input, call) {
          say(`running ${call.idempotencyKey}`);
          return new Promise(() => {});
        },
      }),
    ],
    stop: async () => {},
  }),
});

const manager = createServiceManager({ appDir: dataDir, dataDir, log: silent });
await manager.add([{ component: storage, settings: { stores: {} } }, { component: receiver }]);
const store = manager.use(Storage);
await store.define({
  store: 'own',
  tables: [{ name: 'note', columns: [{ name: 'id', type: 'integer' }], primaryKey: ['id'] }],
});
const principal = systemPrincipal('test');
await manager
  .use(DurableTasks)
  .add({ tasks: [{ key: 'unfinished', service: 'receiver', operation: 'take', input: { n: 1 }, principal }] });

let id = 0;
async function writeForEver() {
  for (;;) {
    const mine = ++id;
    const far = {
      key: `later-${mine}`,
      service: 'receiver',
      operation: 'take',
      input: { n: mine },
      principal,
      dueAt: '2999-01-01T00:00:00Z',
    };
    await store.write({
      store: 'own',
      steps: [{ kind: 'insert', table: 'note', rows: [{ id: mine }] }],
      tasks: [far],
      events: [{ type: 'note.written', data: { id: mine } }],
    });
    say(`written ${mine}`);
  }
}
await Promise.all([writeForEver(), writeForEver(), writeForEver()]);
