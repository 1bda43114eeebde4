import { AxeBuilder } from '@axe-core/playwright';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { passwordOf } from './api-client.js';
import { repository } from './application-copy.js';
import { chromiumPath } from './prerequisites.js';

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    headless: true,
    timeout: 30_000,
  });
}

/** A page of one person in a browser profile of her own, which keeps what went wrong in it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, of the console and of the content security policy since the last asking. */
  complaints(): readonly string[];
  /** Forgets complaints that a test brought about on purpose. */
  forgive(): void;
  close(): Promise<void>;
}

export async function visit(
  browser: Browser,
  url: string,
  options: { readonly viewport?: typeof desktop | typeof phone; readonly language?: 'en' | 'pt' } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: options.viewport ?? desktop,
    locale: options.language === 'pt' ? 'pt-PT' : 'en-GB',
    timezoneId: 'Europe/Lisbon',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  let complaints: readonly string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints = [...complaints, `${message.type()}: ${message.text()} (${message.location().url})`];
  });
  page.on('pageerror', (error) => {
    complaints = [...complaints, `page error: ${error.stack ?? error.message}`];
  });
  return {
    page,
    context,
    complaints: () => complaints,
    forgive: () => {
      complaints = [];
    },
    close: () => context.close(),
  };
}

const signInTexts = {
  en: { name: 'Name', password: 'Password', submit: 'Sign in' },
  pt: { name: 'Nome', password: 'Palavra-passe', submit: 'Entrar' },
} as const;

/** Signs in by the form; returns when the person's first page is there. */
export async function signIn(page: Page, account: string, language: 'en' | 'pt' = 'en'): Promise<void> {
  const texts = signInTexts[language];
  await page.goto('/sign-in');
  await page.getByLabel(texts.name, { exact: true }).fill(account);
  await page.getByLabel(texts.password, { exact: true }).fill(passwordOf(account));
  await page.getByRole('button', { name: texts.submit, exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}

/** Keeps a picture under tests/output for someone to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(repository, 'tests', 'output');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** What axe finds wrong, in words: rule, help, and where. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} – ${failureSummary ?? ''}`),
  );
}
