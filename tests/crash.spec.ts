// The process dies as in a power failure, with a call waiting and a script half answered, and is started again.
import type { ActiveContact, Desk, DialogView, MonitorInfo, ObjectPage } from '@caruso/app-builder/contract';
import type { Report } from '@caruso/reporting/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { signIn, startBrowser, visit } from './equipment/browser.js';
import type { Visit } from './equipment/browser.js';
import { carusoJson } from './equipment/command-line.js';
import { dayFromNow, dialogPage } from './equipment/dialog-page.js';
import { chooseAtOnce } from './equipment/impatient-caller.js';
import { finishMove } from './equipment/moving-house.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { callBySipp } from './equipment/sipp-caller.js';
import type { Caller } from './equipment/sipp-caller.js';
import { until } from './equipment/until.js';

const john = { class: 'Customer', key: '100077' };

describe.skipIf(!isBuilt || !has.chromium || !has.sipp)('after SIGKILL and a new start', () => {
  let app: TestedApplication;
  let browser: Browser;
  let desk: Visit;
  let supervisor: ApiClient;
  let ana: ApiClient;
  /** Signed in before the crash and never again. */
  let ben: ApiClient;
  let caller: Caller | undefined;
  let waiting: ActiveContact;
  let dialog: DialogView;
  /** A script whose last answer was acknowledged just before. */
  let finished: DialogView;

  beforeAll(async () => {
    app = await runApplication();
    browser = await startBrowser();
    supervisor = await apiClient(app.url, 'sofia');
    ana = await apiClient(app.url, 'ana');
    caller = await callBySipp({ sipPort: app.sipPort, number: '101' });
    await chooseAtOnce(caller, john.key, '1');
    waiting = await until(
      'the call to wait',
      async () => (await supervisor.get<MonitorInfo>('/api/monitor')).contacts.find(({ state }) => state === 'waiting'),
      { withinMs: 25_000 },
    );

    desk = await visit(browser, app.url);
    await signIn(desk.page, 'ana');
    await desk.page.goto('/desk');
    await desk.page.getByLabel('Find a customer').fill(john.key);
    await desk.page.getByRole('button', { name: 'Open the folder of John Carter' }).click();
    await desk.page.getByRole('button', { name: 'Start Moving house' }).click();
    const form = dialogPage(desk.page);
    await form.reads(/John Carter, I will help you/);
    await form.next();
    await form.write('On which day do you move?', dayFromNow(20));
    await form.choose('It moves along, unchanged');
    await form.write('In which street is the new home?', 'Rua de Cedofeita');
    await form.reads('House number?');
    dialog = await until('the script', async () => {
      const [summary] = (await ana.get<Desk>('/api/work/me')).dialogs;
      return summary && ana.get<DialogView>(`/api/dialogs/${summary.id}`);
    });

    // Beside it a whole script, answered just before the power fails: each answer was acknowledged, its actions may be under way.
    ben = await apiClient(app.url, 'ben');
    finished = await finishMove(ben, john);
    await app.kill();
    await app.start();
    supervisor = await apiClient(app.url, 'sofia');
    ana = await apiClient(app.url, 'ana');
  });
  afterAll(async () => {
    await caller?.end();
    await browser?.close();
    await app?.remove();
  });

  it('the history holds the call as broken off', async () => {
    const kept = await until('the contact to be broken off', async () => {
      const { objects } = await supervisor.get<ObjectPage>('/api/objects/Contact?limit=200');
      return objects.find(({ ref, values }) => ref.key === waiting.id && values['state'] === 'broken');
    });
    expect(kept.values).toMatchObject({ customer: john.key, queue: 'moving', medium: 'voice' });
    expect((await supervisor.get<MonitorInfo>('/api/monitor')).contacts).toEqual([]);
    const report = await carusoJson<Report>(
      'report',
      'incoming-calls',
      '--data',
      app.dataDir,
      '--dir',
      app.dir,
      '--format',
      'json',
    );
    const broken = report.columns.findIndex(({ name }) => name === 'broken');
    expect(report.totals[broken]).toBe(1);
  });

  it('the agent finds her script where she left it', async () => {
    const after = await ana.get<DialogView>(`/api/dialogs/${dialog.id}`);
    expect(after).toEqual(dialog);
    desk.forgive();
    await desk.page.goto('/desk');
    await desk.page.getByRole('button', { name: 'Continue Moving house' }).click();
    const form = dialogPage(desk.page);
    await form.reads('House number?');
    await desk.page.getByText('Rua de Cedofeita').waitFor();
    await form.write('House number?', '12');
    await form.reads('Postal code?');
    expect(desk.complaints()).toEqual([]);
  });

  it('whoever was signed in still is, and finds all answers of the script that was finished just before', async () => {
    const view = await ben.get<DialogView>(`/api/dialogs/${finished.id}`);
    expect(view.path).toEqual(finished.path);
  });

  it('the actions of a finished script are done, each once', async () => {
    await until(
      'the actions to be done',
      async () => {
        const { actions, status } = await ben.get<DialogView>(`/api/dialogs/${finished.id}`);
        return status === 'ended' && actions.every(({ state }) => state === 'done');
      },
      { withinMs: 45_000, everyMs: 250 },
    );
    const { objects } = await ben.get<ObjectPage>('/api/objects/Move?limit=200');
    expect(objects.filter(({ values }) => values['dialog'] === finished.id)).toHaveLength(1);
    const mails = await ben.get<readonly { readonly to: readonly string[] }[]>('/api/mailbox');
    expect(mails.filter(({ to }) => to.includes('confirmation@example.com'))).toHaveLength(1);
  });

  it('takes the next call', async () => {
    await caller?.end();
    caller = await callBySipp({ sipPort: app.sipPort, number: '100' });
    await caller.ear.hearsSound();
    await caller.hangUp();
  });
});
