import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import businessObjects from '@caruso/business-objects/component';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager } from '@caruso/core-service-manager';
import { systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import storage from '@caruso/storage-manager/component';
import { EventLog } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import workManager from './component.js';
import { WorkManager } from './contract/index.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

let folder: string;
let running: ServiceManager | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'work-'));
});
afterEach(async () => {
  await running?.stop();
  await rm(folder, { recursive: true });
});

/** With the core pack's accounts in a real store and a real event log. */
async function open(): Promise<ServiceManager> {
  const user = await readFile(new URL('../../crm/core/objects/user.yaml', import.meta.url), 'utf8');
  running = createServiceManager({ appDir: folder, dataDir: folder, log: silent });
  await running.add([
    { component: expressions },
    { component: storage },
    { component: businessObjects, settings: { models: [{ file: 'objects/user.yaml', text: user }], stores: ['own'] } },
    {
      component: workManager,
      settings: { queues: [{ queue: 'moving', label: { en: 'Moving' }, skills: { moving: 3 } }] },
    },
  ]);
  return running;
}

describe('the work manager among real neighbours', () => {
  it('knows an agent as soon as her account is there, and logs her work durably; after a restart she is offline', async () => {
    const manager = await open();
    expect((await manager.health()).get('work-manager')).toEqual({ status: 'up' });
    const values = { id: 'ana', name: 'Ana', kind: 'user', roles: ['agent'], skills: { moving: 8 }, extension: '201' };
    await manager.use(BusinessObjects).create({ class: 'User', values }, { principal: systemPrincipal('test') });
    const work = manager.use(WorkManager);
    expect(await work.refreshAgents({})).toEqual({ agents: 1 });
    await work.setState({ agent: 'ana', state: 'ready' });
    expect(await work.enqueue({ id: 'c1', medium: 'voice', queue: 'moving', title: 'x' })).toMatchObject({
      agent: 'ana',
    });
    await work.accept({ item: 'c1', agent: 'ana' });
    await manager.stop();

    const again = await open();
    const { agents, items } = await again.use(WorkManager).snapshot({});
    expect(agents).toMatchObject([{ id: 'ana', state: 'offline', extension: '201', skills: { moving: 8 } }]);
    expect(items).toEqual([]);
    const events = await again.use(EventLog).read({ types: ['work.', 'agent.'] });
    expect(events.map(({ type, contact }) => `${type} ${contact ?? ''}`)).toEqual([
      'agent.state-changed ',
      'work.queued c1',
      'agent.state-changed c1',
      'work.offered c1',
      'agent.state-changed c1',
      'work.accepted c1',
    ]);
  });
});
