/** Development tool: walks through a running application as each person, with pictures and axe. `walk-through.ts URL OUT-FOLDER [PERSON]` */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';

const [url = '', out = 'walk', only = ''] = process.argv.slice(2);
await mkdir(out, { recursive: true });
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
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function person(name: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on('console', (message) => {
    if (message.type() === 'error') say(`${name}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`${name}: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) say(`${name}: ${response.status()} ${response.request().method()} ${response.url()}`);
  });
  await page.goto(`${url}/`);
  await page.fill('[name=username]', name);
  await page.fill('[name=password]', `demo-${name}`);
  await page.click('button[type=submit]');
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
  return page;
}

async function picture(page: Page, name: string, full = false): Promise<void> {
  await page.waitForTimeout(900);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: full });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations) say(`${name}: axe ${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`);
}

/** Answers a moving-house dialog until it is over; a wrong postal code on the way. */
async function moveHouse(page: Page): Promise<void> {
  let wrong = false;
  for (let step = 0; step < 20; step += 1) {
    await page.waitForTimeout(350);
    const form = page.locator('form:has(button:has-text("Back"))');
    if ((await form.count()) === 0) return;
    const yes = form.locator('button[aria-pressed]').first();
    if ((await yes.count()) > 0) {
      await yes.click();
      continue;
    }
    const radio = form.locator('input[type=radio]').first();
    const field = form.locator('input:not([type=radio])').first();
    if ((await radio.count()) > 0) await radio.check();
    else if ((await field.count()) > 0) {
      const type = await field.getAttribute('type');
      const name = (await field.getAttribute('name')) ?? '';
      if (type === 'date') await field.fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
      else if (/postal/i.test(name)) {
        await field.fill(wrong ? '4000-447' : 'abc');
        if (!wrong) {
          wrong = true;
          await form.locator('button[type=submit]').click();
          await page.waitForTimeout(500);
          await picture(page, `${name}-problem`);
          continue;
        }
      } else if (/reading/i.test(name)) await field.fill('19,912.4');
      else if (type !== 'email')
        await field.fill(/number/i.test(name) ? '312' : /street/i.test(name) ? 'Rua de Santa Catarina' : 'Porto');
    }
    await form.locator('button[type=submit]').click();
  }
}

const walks: Readonly<Record<string, () => Promise<void>>> = {
  agent: async () => {
    const page = await person('ana');
    await picture(page, 'agent-desk');
    await page.getByRole('button', { name: 'Ready' }).click();
    await page.fill('input[type=search]', '100042');
    await picture(page, 'agent-search');
    await page.getByRole('button', { name: /Open the folder/ }).click();
    await picture(page, 'agent-folder');
    await page.getByRole('button', { name: 'Start Moving house' }).click();
    await picture(page, 'agent-script');
    await moveHouse(page);
    await page.waitForTimeout(2500);
    await picture(page, 'agent-end');
    await page.goto(`${url}/customers/100042`);
    await picture(page, 'agent-customer', true);
    await page.goto(`${url}/mailbox`);
    await page.locator('main li a').first().click();
    await picture(page, 'agent-mail');
  },
  supervisor: async () => {
    const page = await person('sofia');
    await page.locator('label:has-text("Demo calls")').click();
    await page.waitForTimeout(25_000);
    await picture(page, 'supervisor-monitor');
    await page.goto(`${url}/reports`);
    await page.locator('main li a').first().click();
    await picture(page, 'supervisor-report');
    await page.goto(`${url}/users`);
    await picture(page, 'supervisor-users');
    await page.goto(`${url}/phones`);
    await picture(page, 'supervisor-phones');
    await page.goto(`${url}/monitor`);
    await page.locator('label:has-text("Demo calls")').click();
    await page.waitForTimeout(500);
  },
  call: async () => {
    const lead = await person('sofia');
    const page = await person('ana');
    await page.getByRole('button', { name: 'Ready' }).click();
    await lead.locator('label:has-text("Demo calls")').click();
    await page.getByRole('button', { name: 'Answer' }).waitFor({ timeout: 120_000 });
    await picture(page, 'call-ringing');
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('button', { name: 'Hang up' }).waitFor();
    await page.locator('textarea').first().fill('Asked about an invoice.');
    await picture(page, 'call-connected');
    await picture(lead, 'call-monitor');
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByRole('button', { name: 'Complete' }).waitFor();
    await page.getByRole('button', { name: 'Offline' }).click();
    say(`the note is kept into wrap-up: ${await page.locator('textarea').first().inputValue()}`);
    await page.locator('input[name=disposition]').first().focus();
    await page.keyboard.press('2');
    await picture(page, 'call-wrap-up');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Complete' }).waitFor({ state: 'detached' });
    await picture(page, 'call-over');
    await lead.locator('label:has-text("Demo calls")').click();
    await lead.waitForTimeout(500);
  },
  administrator: async () => {
    const page = await person('admin');
    await page.goto(`${url}/services`);
    await picture(page, 'administrator-services');
    await page.locator('tbody button').nth(1).click();
    await page.locator('details summary').first().click();
    await picture(page, 'administrator-service');
  },
  customer: async () => {
    const page = await person('maria', { width: 390, height: 844 });
    await picture(page, 'customer-portal', true);
    await page.getByRole('button', { name: 'Moving house' }).click();
    await picture(page, 'customer-script');
    await page.goBack();
    await picture(page, 'customer-unfinished');
    await page.getByRole('link', { name: 'Continue' }).click();
    await moveHouse(page);
    await page.waitForTimeout(2500);
    await picture(page, 'customer-end', true);
    await page.goto(`${url}/portal`);
    await picture(page, 'customer-portal-after', true);
  },
};
for (const [name, walk] of Object.entries(walks).filter(([each]) => only === '' || each === only))
  await walk().catch((error: unknown) => say(`${name}: ${String(error).split('\n').slice(0, 4).join(' ')}`));
await browser.close();
