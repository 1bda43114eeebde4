import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkManager } from '@caruso/work-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentAna, contactIn, openFrontOffice, system } from './front-office.fixture.js';
import type { FrontOffice } from './front-office.fixture.js';
import { openTelephones } from './telephones.fixture.js';
import type { Telephones } from './telephones.fixture.js';

// sipp is a Debian package (sip-tester). It exits with 99 for its version.
const hasSipp = spawnSync('sipp', ['-v']).error === undefined;
const as = { principal: system };

describe.skipIf(!hasSipp)('sipp as the caller', () => {
  let office: FrontOffice;
  let telephones: Telephones;
  beforeAll(async () => {
    office = await openFrontOffice();
    telephones = await openTelephones();
  }, 30_000);
  afterAll(async () => {
    await telephones.close();
    await office.stop();
  });

  it('is found by the number she keys, talks with the agent, and is hung up on', async () => {
    const phone = await telephones.register(office.sipPort, '201', 'demo-201');
    await office.manager.use(WorkManager).setState({ agent: 'ana', state: 'ready' }, as);
    const scenario = join(import.meta.dirname, 'scenarios', 'caller.xml');
    const bounds = ['-nostdin', '-timeout', '30s', '-timeout_error', '-i', '127.0.0.1', '-mi', '127.0.0.1', '-m', '1'];
    const child = spawn('sipp', [`127.0.0.1:${office.sipPort}`, '-sf', scenario, '-s', '101', ...bounds], {
      cwd: office.dataDir,
      stdio: 'ignore',
      timeout: 40_000,
    });
    const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const agent = await phone.pickUp(await phone.nextCall());
    const connected = await contactIn(office, 'connected', agentAna);
    expect(connected).toMatchObject({ customer: { key: '100042' }, queue: 'moving', remote: '912345678' });
    await sleep(200);
    agent.call.bye();
    expect(await over).toBe(0);
  }, 60_000);
});
