// Every page as the person it is for, on a desk and on a telephone, in both languages: to be looked at (tests/output), and without faults.
import type { MailboxMessage, MonitorInfo } from '@caruso/app-builder/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import { axeFindings, desktop, phone, picture, signIn, startBrowser, visit } from './equipment/browser.js';
import type { Visit } from './equipment/browser.js';
import { finishMove, startMove } from './equipment/moving-house.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { until } from './equipment/until.js';

type Person = 'nobody' | 'ana' | 'sofia' | 'admin' | 'maria';

/** Addresses with MAIL and DIALOG in place of what the day has brought. */
const pages: readonly (readonly [name: string, person: Person, path: string])[] = [
  ['sign-in', 'nobody', '/sign-in'],
  ['desktop', 'ana', '/desk'],
  ['customers', 'ana', '/customers'],
  ['customers found', 'ana', '/customers?search=Silva'],
  ['customer', 'ana', '/customers/100042'],
  ['unknown customer', 'ana', '/customers/999999'],
  ['mailbox', 'ana', '/mailbox'],
  ['mail', 'ana', '/mailbox/MAIL'],
  ['monitor', 'sofia', '/monitor'],
  ['reports', 'sofia', '/reports'],
  ['report', 'sofia', '/reports/incoming-calls'],
  ['report of demo calls', 'sofia', '/reports/incoming-calls-simulated'],
  ['phones', 'sofia', '/phones'],
  ['users', 'admin', '/users'],
  ['services', 'admin', '/services'],
  ['portal', 'maria', '/portal'],
  ['portal script', 'maria', '/portal/dialogs/DIALOG'],
  ['not for her', 'maria', '/monitor'],
  ['not there', 'ana', '/nowhere'],
];

describe.skipIf(!isBuilt || !has.chromium)('the pages', () => {
  let app: TestedApplication;
  let browser: Browser;
  let places: Readonly<Record<string, string>>;

  beforeAll(async () => {
    app = await runApplication();
    browser = await startBrowser();
    // Something to show: a move with its mail, a script half answered, demo calls.
    const ana = await apiClient(app.url, 'ana');
    await finishMove(ana, { class: 'Customer', key: '100042' });
    const maria = await apiClient(app.url, 'maria');
    const { id: dialog } = await startMove(maria);
    const sofia = await apiClient(app.url, 'sofia');
    await sofia.change('PUT', '/api/simulation', { on: true });
    const mail = await until('the mail', async () => (await ana.get<readonly MailboxMessage[]>('/api/mailbox'))[0]);
    await until('a demo call', async () => (await sofia.get<MonitorInfo>('/api/monitor')).contacts.length > 0, {
      withinMs: 30_000,
    });
    places = { MAIL: encodeURIComponent(mail.id), DIALOG: dialog };
  });
  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  describe.each([
    ['1440×900', 'en', desktop],
    ['1440×900', 'pt', desktop],
    ['390×844', 'en', phone],
    ['390×844', 'pt', phone],
  ] as const)('at %s in %s', (size, language, viewport) => {
    const visits = new Map<Person, Visit>();
    const visitOf = async (person: Person): Promise<Visit> => {
      const known = visits.get(person);
      if (known !== undefined) return known;
      const made = await visit(browser, app.url, { viewport, language });
      visits.set(person, made);
      if (person !== 'nobody') await signIn(made.page, person, language);
      return made;
    };
    afterAll(async () => {
      for (const each of visits.values()) await each.close();
    });

    it.each(pages)('%s (%s)', async (name, person, path) => {
      const visited = await visitOf(person);
      const { page } = visited;
      visited.forgive();
      await page.goto(path.replace(/MAIL|DIALOG/, (place) => places[place] ?? ''));
      await page.locator('main h1').first().waitFor();
      await page
        .getByRole('status', { name: language === 'pt' ? 'A carregar' : 'Loading' })
        .first()
        .waitFor({ state: 'detached' });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await picture(page, `${name} ${size} ${language}`);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(await axeFindings(page)).toEqual([]);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBe(0);
      // What is asked for and is not there is answered with 404, which the browser's console notes.
      const complaints = visited.complaints().filter((each) => !(name === 'unknown customer' && each.includes('404')));
      expect(complaints).toEqual([]);
    });
  });
});
