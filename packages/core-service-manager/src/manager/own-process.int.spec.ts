import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, operation, ServiceControl, systemPrincipal } from '../contract/index.js';
import type { ServiceManager } from '../contract/index.js';
import { isBuilt } from '../transports/own-process/fixtures/parent-process.js';
import { createServiceManager } from './create-service-manager.js';
import { memoryLog } from './fixtures/greeting.js';

const Till = defineContract({
  id: 'till',
  version: '1.0.0',
  summary: 'Counts',
  state: z.object({ count: z.number() }),
  members: {
    add: operation({ summary: 'One more', input: z.object({}), output: z.number() }),
    who: operation({
      summary: 'Version and process',
      input: z.object({}),
      output: z.object({ version: z.string(), pid: z.number() }),
    }),
  },
});
const options = { principal: systemPrincipal('test') };

const till = (version: string): string => `
import { z } from 'zod';
import { defineComponent, defineContract, operation, provide } from '@caruso/core-service-manager/contract';
globalThis.tillLoaded = true;
const Till = defineContract({
  id: 'till', version: '1.0.0', summary: 'Counts', state: z.object({ count: z.number() }),
  members: {
    add: operation({ summary: 'One more', input: z.object({}), output: z.number() }),
    who: operation({ summary: 'Who', input: z.object({}), output: z.object({ version: z.string(), pid: z.number() }) }),
  },
});
export default defineComponent({
  name: 'till', version: '${version}', summary: 'Counts', provides: [Till], needs: [], settings: z.object({}),
  async start() {
    if ('${version}' === '9.0.0') throw new Error('no licence');
    let count = 0;
    const implementation = { add: async () => ++count, who: async () => ({ version: '${version}', pid: process.pid }) };
    const state = { handOver: async () => ({ count }), takeOver: async (given) => { count = given.count; } };
    return { provisions: [provide(Till, implementation, state)], stop: async () => undefined };
  },
});
`;

describe.skipIf(!isBuilt)('a component that is added to run in a process of its own', () => {
  let folder = '';
  let manager: ServiceManager;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'caruso-till-')));
    await mkdir(path.join(folder, 'till'));
    const manifest = { name: 'till', version: '1.0.0', type: 'module', caruso: { component: './till.js' } };
    await writeFile(path.join(folder, 'till/package.json'), JSON.stringify(manifest));
    await writeTill('1.0.0');
    manager = createServiceManager({ appDir: folder, dataDir: path.join(folder, 'data'), log: memoryLog() });
    await manager.add([]);
  });
  afterEach(async () => {
    await manager.stop({ drainMs: 0 });
    await rm(folder, { recursive: true, force: true });
  });

  const writeTill = (version: string) => writeFile(path.join(folder, 'till/till.js'), till(version));

  it('is never loaded here; it is replaced by what was edited, in another process, with its state; and stays when that is not fit', async () => {
    const control = manager.use(ServiceControl);
    await expect(control.add({ spec: './till', ownProcess: true }, options)).resolves.toMatchObject({
      name: 'till',
      to: '1.0.0',
    });
    const handle = manager.use(Till);
    await handle.add({});
    const first = await handle.who({});
    expect(first).toMatchObject({ version: '1.0.0' });
    expect(first.pid).not.toBe(process.pid);

    await writeTill('2.0.0');
    await expect(control.replace({ name: 'till', spec: './till' }, options)).resolves.toMatchObject({
      from: '1.0.0',
      to: '2.0.0',
      handedOver: ['till'],
    });
    const second = await handle.who({});
    expect(second).toMatchObject({ version: '2.0.0' });
    expect(new Set([process.pid, first.pid, second.pid]).size).toBe(3);
    await expect(handle.add({})).resolves.toBe(2);
    expect(manager.list().find(({ contract }) => contract === 'till')).toMatchObject({
      place: 'own-process',
      state: 'running',
      source: path.join(folder, 'till'),
      previousVersion: '1.0.0',
    });

    await writeTill('9.0.0');
    await expect(control.replace({ name: 'till', spec: './till' }, options)).rejects.toMatchObject({
      code: 'refused',
      details: { reason: expect.stringContaining('no licence') },
    });
    await expect(handle.who({})).resolves.toEqual(second);
    expect(globalThis).not.toHaveProperty('tillLoaded');
  });

  it('that cannot be loaded is refused with the reason', async () => {
    await writeFile(path.join(folder, 'till/till.js'), 'let a = ;');
    const control = manager.use(ServiceControl);
    await expect(control.add({ spec: './till', ownProcess: true }, options)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('till.js:1'),
    });
  });
});
