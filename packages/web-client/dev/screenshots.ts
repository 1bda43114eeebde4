/** Development fixture: a picture of every page, and what axe says. `screenshots.ts OUT-FOLDER [NAME-PART] [WIDTH]` */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { startFixtureServer } from './fixture-server.ts';

interface Shot {
  readonly name: string;
  readonly user?: string;
  readonly scene?: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<unknown>;
}

const shots: readonly Shot[] = [
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'sign-in-refused',
    path: '/sign-in?back=%2Fdesk',
    act: async (page) => {
      await page.fill('[name=username]', 'nobody');
      await page.fill('[name=password]', 'x');
      await page.click('button[type=submit]');
      await page.waitForTimeout(400);
    },
  },
  { name: 'desk-idle', user: 'ana', scene: 'idle', path: '/desk' },
  { name: 'desk-paused', user: 'ana', scene: 'paused', path: '/desk' },
  {
    name: 'desk-search',
    user: 'ana',
    scene: 'idle',
    path: '/desk',
    act: async (page) => {
      await page.fill('input[type=search]', 'maria');
      await page.waitForTimeout(700);
    },
  },
  { name: 'desk-ringing', user: 'ana', scene: 'ringing', path: '/desk' },
  { name: 'desk-connected', user: 'ana', scene: 'connected', path: '/desk' },
  {
    name: 'desk-unidentified',
    user: 'ana',
    scene: 'unidentified',
    path: '/desk',
    act: async (page) => {
      await page.fill('input[type=search]', '1000');
      await page.waitForTimeout(700);
    },
  },
  { name: 'desk-wrap-up', user: 'ana', scene: 'wrap-up', path: '/desk' },
  { name: 'calling-elsewhere', user: 'ana', scene: 'ringing', path: '/customers' },
  { name: 'customers', user: 'ana', path: '/customers?search=maria' },
  { name: 'customer', user: 'ana', path: '/customers/100042' },
  { name: 'customer-missing', user: 'ana', path: '/customers/999' },
  { name: 'monitor', user: 'sofia', path: '/monitor' },
  { name: 'reports', user: 'sofia', path: '/reports' },
  { name: 'report', user: 'sofia', path: '/reports/incoming-calls' },
  { name: 'services', user: 'admin', path: '/services' },
  {
    name: 'service',
    user: 'admin',
    path: '/services',
    act: async (page) => {
      await page.locator('tbody button').first().click();
      await page.locator('details summary').first().click();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'component',
    user: 'admin',
    path: '/services',
    act: async (page) => {
      await page.locator('tbody button[aria-label]').nth(2).click();
      await page.waitForTimeout(500);
    },
  },
  ...['component-replaced ./wrappers/mail', 'component-refused ./wrappers/broken'].map((named): Shot => {
    const [name = '', spec = ''] = named.split(' ');
    return {
      name,
      user: 'admin',
      path: '/services',
      act: async (page) => {
        await page.locator('tbody button[aria-label]').nth(2).click();
        await page.locator('form input').first().fill(spec);
        await page.locator('form button[type=submit]').click();
        await page.waitForTimeout(500);
      },
    };
  }),
  { name: 'phones', user: 'admin', path: '/phones' },
  { name: 'users', user: 'admin', path: '/users' },
  {
    name: 'user-form',
    user: 'admin',
    path: '/users',
    act: async (page) => {
      await page.locator('tbody button').first().click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'mailbox', user: 'ana', path: '/mailbox' },
  { name: 'mail', user: 'ana', path: '/mailbox/mail-1' },
  { name: 'portal', user: 'maria', path: '/portal' },
  { name: 'portal-dialog', user: 'maria', path: '/portal/dialogs/p-move' },
  {
    name: 'portal-problem',
    user: 'maria',
    path: '/portal/dialogs/p-move',
    act: async (page) => {
      await page.fill('form input', 'xyz');
      await page.locator('form button[type=submit]').click();
      await page.waitForTimeout(400);
    },
  },
  { name: 'portal-end', user: 'maria', path: '/portal/dialogs/d-done' },
  { name: 'forbidden', user: 'maria', path: '/services' },
  {
    name: 'menu',
    user: 'admin',
    path: '/reports',
    act: async (page) => {
      const burger = page.locator('header button[aria-expanded]');
      if (await burger.isVisible()) {
        await burger.click();
        await page.waitForTimeout(500);
      }
    },
  },
];
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const [out = 'shots', part = '', width = ''] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const server = await startFixtureServer();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let faults = 0;
const fault = (text: string): void => {
  faults += 1;
  process.stdout.write(`${text}\n`);
};
for (const language of ['en', 'pt'])
  for (const viewport of sizes.filter((size) => width === '' || String(size.width) === width)) {
    for (const shot of shots.filter(({ name }) => name.includes(part))) {
      const context = await browser.newContext({ viewport, locale: language === 'pt' ? 'pt-PT' : 'en-GB' });
      const cookies = { user: shot.user, scene: shot.scene };
      await context.addCookies(
        Object.entries(cookies).flatMap(([name, value]) =>
          value === undefined ? [] : [{ name, value, url: server.url }],
        ),
      );
      const page = await context.newPage();
      const name = `${shot.name}.${language}.${viewport.width}`;
      page.on('console', (message) => {
        if (message.type() === 'error' && !/40[14]|502/.test(message.text())) fault(`${name}: ${message.text()}`);
      });
      page.on('pageerror', (error) => fault(`${name}: ${error.message}`));
      await page.goto(`${server.url}${shot.path}`);
      await page
        .locator('h1')
        .first()
        .waitFor({ state: 'attached', timeout: 8000 })
        .catch(() => fault(`${name}: there is no h1`));
      await page.waitForTimeout(600);
      await shot.act?.(page);
      await page.screenshot({ path: join(out, `${name}.png`), fullPage: viewport.width < 1000 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (wide > 0) fault(`${name}: the page is ${wide} px too wide`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const violation of violations)
        fault(
          `${name}: ${violation.id}: ${violation.help}\n    ${violation.nodes
            .slice(0, 3)
            .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`)
            .join('\n    ')}`,
        );
      await context.close();
    }
  }
await browser.close();
server.close();
process.stdout.write(`${faults} faults\n`);
