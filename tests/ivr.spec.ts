// What becomes of callers whom the machine does not understand: nobody is sent round in circles, nobody is thrown out.
import type { ActiveContact, MonitorInfo } from '@caruso/app-builder/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { callBySipp } from './equipment/sipp-caller.js';
import type { Caller } from './equipment/sipp-caller.js';
import { until } from './equipment/until.js';

describe.skipIf(!isBuilt || !has.sipp)('a caller whom the voice dialog does not understand', () => {
  let app: TestedApplication;
  let supervisor: ApiClient;
  let caller: Caller | undefined;

  beforeAll(async () => {
    app = await runApplication();
    supervisor = await apiClient(app.url, 'sofia');
  });
  afterEach(async () => {
    await caller?.hangUp();
    await caller?.end();
    await until('the line to be free', async () => (await contacts()).length === 0);
  });
  afterAll(async () => app?.stop());

  const contacts = async (): Promise<readonly ActiveContact[]> =>
    (await supervisor.get<MonitorInfo>('/api/monitor')).contacts;

  const waits = (): Promise<ActiveContact> =>
    until('the call to wait', async () => (await contacts()).find(({ state }) => state === 'waiting'), {
      withinMs: 60_000,
    });

  it('waits for a person in the general queue after three numbers that nobody has', { timeout: 90_000 }, async () => {
    caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    for (const number of ['999991', '999992', '999993']) {
      await caller.ear.hearsPause();
      await caller.dial(number);
      caller.ear.forget();
    }
    const contact = await waits();
    expect(contact).toMatchObject({ queue: 'general', medium: 'voice' });
    expect(contact.customer).toBeUndefined();
    caller.ear.forget();
    await caller.ear.hearsSound();
  });

  it('waits for a person in the general queue after three times of silence', { timeout: 120_000 }, async () => {
    caller = await callBySipp({ sipPort: app.sipPort, number: '100' });
    await caller.ear.hearsSound();
    const contact = await waits();
    expect(contact).toMatchObject({ queue: 'general', language: 'pt' });
    expect(contact.customer).toBeUndefined();
  });
});
