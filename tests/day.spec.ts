// The day of issue 2 with real parts: sipp as the customer, baresip as the agents' phones, Chromium for agent, supervisor and customer.
import type { BusinessObject, ObjectPage, ServiceInfo } from '@caruso/app-builder/contract';
import type { Report } from '@caruso/reporting/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentPitch } from './equipment/agent-phone.js';
import { apiClient } from './equipment/api-client.js';
import { shareOfPower } from './equipment/audio.js';
import { axeFindings, phone, picture, signIn, visit } from './equipment/browser.js';
import type { Visit } from './equipment/browser.js';
import { caruso, carusoJson } from './equipment/command-line.js';
import { dayFromNow, dialogPage } from './equipment/dialog-page.js';
import { extensions, openFrontOffice } from './equipment/front-office.js';
import type { FrontOffice, Variant } from './equipment/front-office.js';
import { chooseAtOnce } from './equipment/impatient-caller.js';
import { answerStraightOn, answerWithSecondThoughts } from './equipment/moving-house-page.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { callerPitch } from './equipment/sipp-caller.js';
import type { Caller } from './equipment/sipp-caller.js';
import { until } from './equipment/until.js';

const maria = { number: '100042', name: 'Maria Teixeira', mail: 'maria.teixeira@example.com' };
const john = { number: '100077', name: 'John Carter' };
const moveDate = dayFromNow(30);

describe.skipIf(!isBuilt || !has.chromium || !has.sipp || !has.baresip || !has.natsServer).each([
  ['on SQLite and the demo mailbox', 'sqlite', {}],
  ['on PostgreSQL and a mail server of its own', 'postgres', { elsewhere: true }],
  ['in four processes over NATS', 'four processes', { apart: true }],
] as const satisfies readonly (readonly [string, string, Variant])[])(
  'the day %s',
  (_title, mark, variant: Variant) => {
    /** Keeps a picture of a page in the midst of work, on which axe finds nothing. */
    const look = async (page: Visit['page'], name: string): Promise<void> => {
      await picture(page, `${name} (${mark})`);
      expect(await axeFindings(page)).toEqual([]);
    };
    let office: FrontOffice;
    let monitor: Visit;
    let desk: Visit;
    /** Maria, who rings first. */
    let caller: Caller;
    let before: unknown;

    beforeAll(async () => {
      office = await openFrontOffice(variant);
      before = await office.fingerprint();
      monitor = await visit(office.browser, office.app.url);
      await signIn(monitor.page, 'sofia');
      await monitor.page.goto('/monitor');
      desk = await visit(office.browser, office.app.url);
      await signIn(desk.page, 'ana');
      await desk.page.goto('/desk');
    });
    afterAll(async () => office?.close());
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail') return;
      for (const [who, { page }] of [
        ['desk', desk],
        ['monitor', monitor],
      ] as const)
        await picture(page, `failed ${task.name} ${who}`).catch(() => undefined);
      process.stderr.write(`The application said:\n${office.app.output().slice(-3000)}\n`);
    });

    it('shows the agents’ phones as registered', async () => {
      type Phones = readonly { readonly extension: string; readonly registered: boolean }[];
      const phones = (await office.supervisor.get<Phones>('/api/phones')).filter(({ registered }) => registered);
      expect(phones.map(({ extension }) => extension).toSorted()).toEqual(Object.values(extensions));
      await desk.page.getByText('Phone 201 is registered').waitFor();
    });

    it('answers a call, takes a wrong number and then the right one, and lets her choose', async () => {
      caller = await office.call();
      await caller.ear.hearsPause();
      await caller.dial('999999');
      caller.ear.forget();
      const unknown = await office.contact('the call', ({ state }) => state === 'in-dialog');
      expect(unknown.customer).toBeUndefined();
      await caller.ear.hearsPause();
      await caller.dial(maria.number);
      const known = await office.contact('the customer to be found', ({ customer }) => customer?.key === maria.number);
      expect(known).toMatchObject({ state: 'in-dialog', customerName: maria.name, language: 'en', medium: 'voice' });
      await monitor.page
        .getByRole('region', { name: /^In progress/ })
        .getByText(maria.name)
        .waitFor();
      caller.ear.forget();
      await caller.ear.hearsSound();
      await caller.dial('1');
    });

    it('lets her wait with hold music while nobody with the skill is ready, and the supervisor sees it', async () => {
      const waiting = await office.contact('the call to wait', ({ state }) => state === 'waiting');
      expect(waiting).toMatchObject({ queue: 'moving', customer: { class: 'Customer', key: maria.number } });
      caller.ear.forget();
      await caller.ear.hearsSound();
      // Ben is ready, but has not the skill.
      await office.agent('ben').change('POST', '/api/work/me/state', { state: 'ready' });
      const row = monitor.page
        .getByRole('region', { name: /^Waiting/ })
        .getByRole('listitem')
        .filter({ hasText: maria.name });
      await row.waitFor();
      expect(await row.innerText()).toMatch(/\d:\d\d/);
      await look(monitor.page, 'monitor with a call waiting');
      expect((await office.monitor()).contacts).toMatchObject([{ state: 'waiting' }]);
    });

    it('rings at the agent with the skill; they hear each other, and her browser shows the folder by itself', async () => {
      await desk.page.getByRole('button', { name: 'Ready', exact: true }).click();
      await office.phoneOf('ana').answered();
      await desk.page.getByRole('heading', { name: maria.name, exact: true }).waitFor();
      await desk.page.getByRole('region', { name: /^Invoices/ }).waitFor();
      await desk.page
        .getByRole('region', { name: /^Connections/ })
        .getByRole('row')
        .nth(2)
        .waitFor();
      await caller.speak();
      await until('the customer to hear the agent', () => shareOfPower(caller.ear.heard(1), agentPitch) > 0.8);
      await until(
        'the agent to hear the customer',
        async () => (await office.phoneOf('ana').heard()).shareAt(callerPitch) > 0.8,
      );
      expect(office.phoneOf('ben').calls()).toBe(0);
      await monitor.page
        .getByRole('region', { name: /^In progress/ })
        .getByText('Connected')
        .waitFor();
    });

    it('leads through the script, with going back and changing an answer', { timeout: 90_000 }, async () => {
      const { page } = desk;
      const dialog = dialogPage(page);
      await page.getByRole('button', { name: 'Start Moving house' }).click();
      await dialog.reads(/Maria Teixeira, I will help you with your move/);
      await dialog.next();
      await answerWithSecondThoughts(page, { moveDate, mail: maria.mail });
      await look(page, 'desk with a script');
      await dialog.say('Yes');
      await page.getByText('The move is registered. The confirmation is on its way').waitFor();
      // Its last step writes the move by the outbox: a moment later.
      const hers = await until('the move to be written', async () => {
        const { objects } = await office.agent('ana').get<ObjectPage>('/api/objects/Move');
        return objects.length > 0 && objects.filter(({ values }) => values['customer'] === maria.number);
      });
      expect(hers.map(({ values }) => values)).toMatchObject([
        { newStreet: 'Rua do Almada', moveDate, contract: 'keep', state: 'registered', requestedVia: 'voice' },
      ]);
    });

    it('sends the confirmation by e-mail', async () => {
      if (office.mailServer !== undefined) {
        const mail = await office.mailServer.mailTo(maria.mail);
        expect(mail.subject).toMatch(/^Your move on /);
        expect(mail.text).toContain(maria.name);
        expect(mail.from?.address).toBe('service@lumina.example.com');
        expect(office.mailServer.received()).toHaveLength(1);
        return;
      }
      const mailbox = await visit(office.browser, office.app.url);
      await signIn(mailbox.page, 'sofia');
      await mailbox.page.goto('/mailbox');
      await mailbox.page.getByRole('link', { name: /^Your move on/ }).click();
      await mailbox.page.getByText(/Dear Maria Teixeira/).waitFor();
      await mailbox.close();
    });

    it('lets the agent hang up, wrap up with a disposition, and be ready again', async () => {
      const { page } = desk;
      await page.getByRole('button', { name: 'Hang up' }).click();
      await caller.isHungUp();
      await page.getByRole('radio', { name: 'Solved' }).check();
      await look(page, 'desk in wrap-up');
      await page.getByLabel('Note', { exact: true }).fill('Will ring again about the old contract.');
      // Before she is ready again a colleague with the skill has been idle for longer.
      await office.agent('carla').change('POST', '/api/work/me/state', { state: 'ready' });
      await page.getByRole('button', { name: 'Complete' }).click();
      await page.getByText('You are ready').waitFor();
      expect(await office.stateOf('ana')).toBe('ready');
    });

    it('keeps contact, script, move and mail in the customer’s history', async () => {
      const { page } = desk;
      await page.goto(`/customers/${maria.number}`);
      const history = page.getByRole('region', { name: 'History' });
      await history.getByText('Will ring again about the old contract.').waitFor();
      await history.getByText('Solved').waitFor();
      await history.getByText('Ana Ribeiro').first().waitFor();
      await history.getByText('Moving house').first().waitFor();
      await history.getByText(/Your move on/).waitFor();
      await page
        .getByRole('region', { name: /^Moves/ })
        .getByText('Rua do Almada')
        .waitFor();
      await look(page, 'folder after the call');
      await page.goto('/desk');
    });

    it('gives the next call to the one of two ready agents who is idle for longest', async () => {
      expect([await office.stateOf('ana'), await office.stateOf('carla')]).toEqual(['ready', 'ready']);
      const second = await office.call();
      await chooseAtOnce(second, john.number, '1');
      await office.phoneOf('carla').answered();
      const { id } = await office.contact('the second call to be connected', ({ state }) => state === 'connected');
      expect(office.phoneOf('ana').calls()).toBe(1);
      await second.hangUp();
      await office.contact('the second call to end', (each) => each.id === id && each.state === 'wrap-up');
      await office
        .agent('carla')
        .change('POST', `/api/contacts/${id}/complete`, { disposition: 'information', note: '' });
    });

    it('gives up a caller who hangs up while she waits', async () => {
      for (const name of ['ana', 'carla'] as const)
        await office.agent(name).change('POST', '/api/work/me/state', { state: 'paused' });
      const third = await office.call();
      await chooseAtOnce(third, john.number, '1');
      const { id } = await office.contact('the third call to wait', ({ state }) => state === 'waiting');
      await third.hangUp();
      await until('the third call to be gone', async () =>
        (await office.monitor()).contacts.every((each) => each.id !== id),
      );
      const kept = await office.supervisor.get<BusinessObject>(`/api/objects/Contact/${id}`);
      expect(kept.values).toMatchObject({ state: 'abandoned', customer: john.number, queue: 'moving' });
    });

    it('reports the calls of the day from the event log, by the command line', async () => {
      const place = ['--data', office.app.dataDir, '--dir', office.app.dir];
      const report = await carusoJson<Report>('report', 'incoming-calls', ...place, '--format', 'json');
      const names = report.columns.map(({ name }) => name);
      const figures = Object.fromEntries(names.map((name, index) => [name, report.totals[index] ?? null]));
      expect(figures).toMatchObject({ received: 3, answered: 2, abandoned: 1 });
      expect(figures['averageWait']).toBeGreaterThan(0);
      expect(figures['averageTalk']).toBeGreaterThan(0);
      const csv = await caruso('report', 'incoming-calls', ...place, '--format', 'csv');
      expect(csv).toMatchObject({ code: 0, output: expect.stringMatching(/received/i) as string });
      expect(csv.output.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    });

    it('shows the customer her move, and lets her run the same script herself', { timeout: 90_000 }, async () => {
      const portal = await visit(office.browser, office.app.url, { viewport: phone });
      const { page } = portal;
      await signIn(page, 'maria');
      await page.waitForURL('**/portal');
      const moves = page.getByRole('region', { name: 'Your moves' });
      await moves.getByText('Registered').first().waitFor();
      await look(page, 'portal on a phone');
      await page.getByRole('button', { name: 'Moving house' }).click();
      const dialog = dialogPage(page);
      await dialog.reads(/Maria, tell us about your move/);
      await dialog.next();
      await answerStraightOn(page, dayFromNow(60));
      await dialog.reads(/to Avenida da Boavista 1200, 4100-130 Porto/);
      await dialog.say('Yes');
      await page.getByText('The move is registered.').waitFor();
      await look(page, 'script done on a phone');
      await page.getByRole('link', { name: 'My page' }).last().click();
      await moves.getByText('Avenida da Boavista 1200').first().waitFor();
      const own = await apiClient(office.app.url, 'maria');
      const { objects } = await own.get<ObjectPage>('/api/objects/Move');
      expect(
        objects.map(({ values }) => String(values['requestedVia'])).toSorted((a, b) => a.localeCompare(b)),
      ).toEqual(['voice', 'web']);
      expect(portal.complaints()).toEqual([]);
      await portal.close();
      if (office.mailServer !== undefined)
        await until('the second confirmation', () => office.mailServer?.received().length === 2, { withinMs: 10_000 });
    });

    it('lists all services with version and health, by the command line', async () => {
      const services = await carusoJson<readonly ServiceInfo[]>(
        'services',
        '--data',
        office.app.dataDir,
        '--dir',
        office.app.dir,
        '--json',
      );
      const troubled = services.filter(({ state, health }) => state !== 'running' || health !== 'up');
      expect(troubled).toEqual([]);
      const names =
        'storage business-objects script-engine work-manager comm-server reporting messages mail outages web-server';
      expect(services.map(({ contract }) => contract)).toEqual(expect.arrayContaining(names.split(' ')));
      for (const { contractVersion, componentVersion } of services)
        expect([contractVersion, componentVersion]).toEqual([
          expect.stringMatching(/^\d+\.\d+\.\d+/),
          expect.stringMatching(/^\d+\.\d+\.\d+/),
        ]);
    });

    it('has altered nothing in the legacy database', async () => {
      expect(await office.fingerprint()).toEqual(before);
    });

    it('has raised no error in the pages that were open all day', () => {
      expect({ monitor: monitor.complaints(), desk: desk.complaints() }).toEqual({ monitor: [], desk: [] });
    });
  },
);
