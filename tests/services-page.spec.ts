// The administrator's page Services: what runs is added, replaced, rolled back and stopped while everything goes on.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceInfo } from '@caruso/core-service-manager/contract';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiClient } from './equipment/api-client.js';
import type { ApiClient } from './equipment/api-client.js';
import { copyUtilityVertical, repository } from './equipment/application-copy.js';
import type { ApplicationCopy } from './equipment/application-copy.js';
import { axeFindings, desktop, phone, signIn, startBrowser, visit } from './equipment/browser.js';
import type { Visit } from './equipment/browser.js';
import { writeGreeting } from './equipment/greeting-component.js';
import type { GreetingVersion } from './equipment/greeting-component.js';
import { has, isBuilt } from './equipment/prerequisites.js';
import { runApplication } from './equipment/running-application.js';
import type { TestedApplication } from './equipment/running-application.js';
import { servicesPageTexts } from './equipment/services-page-texts.js';
import { until } from './equipment/until.js';

/** What the drawer shows, for someone to look at: a picture of the whole page would have it somewhere in the middle. */
const output = path.join(repository, 'tests', 'output');

describe.skipIf(!isBuilt || !has.chromium)('the page Services', () => {
  let copy: ApplicationCopy;
  let app: TestedApplication;
  let browser: Browser;
  let admin: ApiClient;

  beforeAll(async () => {
    copy = await copyUtilityVertical();
    app = await runApplication(copy.dir);
    await mkdir(output, { recursive: true });
    browser = await startBrowser();
    admin = await apiClient(app.url, 'admin');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.remove();
    await copy?.remove();
  });

  const rowsOf = async (name: string): Promise<readonly ServiceInfo[]> =>
    (await admin.get<readonly ServiceInfo[]>('/api/services')).filter(({ component }) => component === name);
  const answeringVersion = async (name: string): Promise<string> =>
    (await admin.change<{ readonly version: string }>('POST', `/api/services/${name}/call/greet`, { input: {} }))
      .version;

  describe.each([
    ['1440×900', 'en', desktop],
    ['390×844', 'pt', phone],
  ] as const)('at %s in %s', (size, language, viewport) => {
    const text = servicesPageTexts[language];
    let visited: Visit;
    let page: Page;
    let drawer: Locator;
    let count = 0;
    let name: string;

    beforeAll(async () => {
      visited = await visit(browser, app.url, { viewport, language });
      ({ page } = visited);
      await signIn(page, 'admin', language);
      drawer = page.getByRole('dialog');
    });
    afterAll(async () => visited?.close());
    beforeEach(async () => {
      // One for each test: none finds what another has left.
      count += 1;
      name = `greeting-${language}-${count}`;
      visited.forgive();
      await page.goto('/services');
      await page
        .getByRole('button', { name: text.open('web-server') })
        .first()
        .waitFor();
    });
    afterEach(async () => {
      if ((await rowsOf(name)).length > 0) await admin.change('DELETE', `/api/components/${name}`);
    });

    /** A picture, and no fault of the page: neither axe's, nor the console's, nor one too wide. */
    async function lookAt(what: string): Promise<void> {
      await page.screenshot({ path: path.join(output, `services ${what} ${size} ${language}.png`) });
      expect(await axeFindings(page)).toEqual([]);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBe(0);
      // A refusal is an answer with an error's status, which the browser's console notes.
      expect(visited.complaints().filter((each) => !/status of (400|403|404|409|502)/.test(each))).toEqual([]);
    }
    const write = (given: Partial<GreetingVersion> = {}): Promise<string> =>
      writeGreeting(copy, { name, version: '1.0.0', ...given });
    const put = async (given: Partial<GreetingVersion> = {}): Promise<void> => {
      await admin.change('POST', '/api/components', { spec: await write(given) });
      await page.reload();
    };
    const openDrawer = async (component = name): Promise<void> => {
      await page
        .getByRole('button', { name: text.open(component) })
        .first()
        .click();
      await drawer.getByRole('heading', { name: component }).waitFor();
    };
    const press = (button: string): Promise<void> => drawer.getByRole('button', { name: button, exact: true }).click();
    const replaceBy = async (spec: string, seconds?: number): Promise<void> => {
      await drawer.getByLabel(text.newVersion).fill(spec);
      if (seconds !== undefined) await drawer.getByLabel(text.seconds).fill(String(seconds));
      await press(text.replace);
    };
    const said = (role: 'status' | 'alert', what: string): Promise<void> =>
      drawer.getByRole(role).filter({ hasText: what }).waitFor();

    it('shows what a component is, where it runs and what it provides', async () => {
      await openDrawer('mail');
      await drawer.getByText('@caruso/wrappers/mail').first().waitFor();
      await lookAt('component');
    });

    it('offers no change of the service manager itself', async () => {
      await openDrawer('service-manager');
      await drawer.getByText(text.manager).waitFor();
      expect(await drawer.getByRole('button', { name: text.stop, exact: true }).count()).toBe(0);
      await lookAt('manager');
    });

    it('adds a component from a folder of the application, by keyboard alone', async () => {
      const spec = await write();
      await page.getByRole('button', { name: text.addComponent }).focus();
      await page.keyboard.press('Enter');
      await drawer.waitFor();
      await until('the field to have the focus', () =>
        drawer
          .getByRole('textbox', { name: text.component, exact: true })
          .evaluate((field) => field === document.activeElement),
      );
      await lookAt('add');
      await page.keyboard.type(spec);
      await page.keyboard.press('Enter');
      await said('status', text.runs(name, '1.0.0'));
      await lookAt('added');
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: text.open(name) }).waitFor();
      expect(await answeringVersion(name)).toBe('1.0.0');
    });

    it('says for what a component waits that was added', async () => {
      const spec = await write({ needs: 'tariffs' });
      await page.getByRole('button', { name: text.addComponent }).click();
      await drawer.getByRole('textbox', { name: text.component, exact: true }).fill(spec);
      await press(text.addNow);
      await said('status', text.waits(name, '1.0.0'));
      await said('status', 'tariffs');
      await lookAt('waiting');
    });

    it('says why a component was not added', async () => {
      await page.getByRole('button', { name: text.addComponent }).click();
      await drawer.getByRole('textbox', { name: text.component, exact: true }).fill('./components/nowhere');
      await press(text.addNow);
      await said('alert', text.nothingAdded);
      await lookAt('not added');
      const spec = await write({ atStart: "throw new Error('no price list');" });
      await drawer.getByRole('textbox', { name: text.component, exact: true }).fill(spec);
      await press(text.addNow);
      await said('alert', text.unfitNew);
      await said('alert', 'no price list');
      expect(await rowsOf(name)).toEqual([]);
    });

    it('replaces a component and reports it', async () => {
      await put();
      await openDrawer();
      await replaceBy(await write({ version: '2.0.0' }));
      await said('status', text.replaced(name, '2.0.0', '1.0.0'));
      await drawer.getByRole('button', { name: text.backTo('1.0.0') }).waitFor();
      await lookAt('replaced');
      expect(await answeringVersion(name)).toBe('2.0.0');
    });

    it('names the calls that did not end in their time', async () => {
      await put({ slowMs: 20_000 });
      await openDrawer();
      const call = admin.send('POST', `/api/services/${name}/call/greet`, { input: {} });
      await until('the call to be under way', async () => (await rowsOf(name))[0]?.calls.inFlight === 1);
      await replaceBy(await write({ version: '2.0.0' }), 1);
      await said('status', text.stuck);
      await said('status', `${name}.greet`);
      await lookAt('stuck');
      expect((await call).status).not.toBe(200);
    });

    it('puts the version before back', async () => {
      await put();
      await admin.change('POST', `/api/components/${name}/replace`, { spec: await write({ version: '2.0.0' }) });
      await openDrawer();
      await press(text.backTo('1.0.0'));
      await said('status', text.replaced(name, '1.0.0', '2.0.0'));
      expect(await answeringVersion(name)).toBe('1.0.0');
    });

    it('tells why a new version is not fit, line by line, and leaves the old one in service', async () => {
      await put();
      await openDrawer();
      const reason = 'The tariff table is not right:\n  line 3: the price is missing\n  line 17: "1,20" is no decimal';
      await replaceBy(await write({ version: '2.0.0', atStart: `throw new Error(${JSON.stringify(reason)});` }));
      await said('alert', text.unfit);
      const alert = await drawer.getByRole('alert').innerText();
      expect(alert).toContain('line 3: the price is missing\n');
      expect(alert).toContain('line 17: "1,20" is no decimal');
      // The button that was pressed was disabled meanwhile: who uses the keyboard goes on from the outcome.
      expect(await drawer.locator(':focus').innerText()).toContain(text.unfit);
      await lookAt('refused');
      expect(await answeringVersion(name)).toBe('1.0.0');
    });

    it('tells file and line of a new version that cannot be loaded', async () => {
      await put();
      await openDrawer();
      await replaceBy(await write({ version: '2.0.0', atStart: 'const = 1;' }));
      await said('alert', text.nothingChanged);
      await said('alert', 'component.js:');
      await lookAt('not loaded');
      expect(await answeringVersion(name)).toBe('1.0.0');
    });

    it('loads nothing that lies outside of the application', async () => {
      await put();
      await openDrawer();
      await replaceBy('/srv/elsewhere');
      await said('alert', text.nothingChanged);
      await lookAt('outside');
      expect(await answeringVersion(name)).toBe('1.0.0');
    });

    it('stops a component when it is told so twice', async () => {
      await put();
      await openDrawer();
      await press(text.stop);
      await drawer.getByRole('button', { name: text.reallyStop }).waitFor();
      await lookAt('really stop');
      await press(text.keep);
      expect(await answeringVersion(name)).toBe('1.0.0');
      await press(text.stop);
      await press(text.reallyStop);
      await said('status', text.stopped(name, '1.0.0'));
      expect(await drawer.locator(':focus').innerText()).toContain(text.stopped(name, '1.0.0'));
      await lookAt('stopped');
      expect(await rowsOf(name)).toEqual([]);
    });
  });
});
