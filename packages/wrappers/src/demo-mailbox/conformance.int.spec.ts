import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import { provide } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import storage from '@caruso/storage-manager/component';
import { Storage } from '@caruso/storage-manager/contract';
import { afterAll } from 'vitest';
import demoMailbox from './component.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};
const dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-mailbox-'));
const manager = createServiceManager({ appDir: dataDir, dataDir, log: silent });
await manager.add([{ component: storage }]);
afterAll(async () => {
  await manager.stop();
  await rm(dataDir, { recursive: true, force: true });
});

componentConformance({
  component: demoMailbox,
  settings: {},
  needs: [provide(Storage, manager.use(Storage))],
  calls: [
    { operation: 'list', input: {} },
    { operation: 'get', input: { id: 'nothing' }, fails: 'not-found' },
  ],
  brokenSettings: [{ settings: { port: 70_000 }, names: 'port' }],
});
