import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import { provide } from '@caruso/core-service-manager/contract';
import storage from '@caruso/storage-manager/component';
import { Storage } from '@caruso/storage-manager/contract';
import { afterAll } from 'vitest';
import fileDrop from './component.js';
import { silent, temporaryFolder } from './testing/drop-application.js';

const folder = await temporaryFolder();
const dataDir = join(folder.path, 'data');
await mkdir(dataDir);
const manager = createServiceManager({ appDir: folder.path, dataDir, log: silent });
await manager.add([{ component: storage }]);
afterAll(async () => {
  await manager.stop();
  await folder.remove();
});

const settings = {
  source: { folder: folder.inbox },
  settleSeconds: 0.1,
  pollSeconds: 0.2,
  format: 'csv',
  record: { meter: { from: 'Meter', type: 'text' } },
  deliver: { service: 'readings', operation: 'take' },
};

componentConformance({
  component: fileDrop,
  settings,
  needs: [provide(Storage, manager.use(Storage))],
  appDir: folder.path,
  calls: [
    { operation: 'files', input: {}, answers: [] },
    { operation: 'file', input: { file: 'nothing' }, fails: 'not-found' },
  ],
  brokenSettings: [
    { settings: { ...settings, format: 'morse' }, names: 'morse' },
    { settings: { ...settings, source: {} }, names: 'source' },
  ],
});
