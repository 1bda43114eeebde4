import type { Locator, Page } from 'playwright-core';

/** A dialog script in the browser, in English, as an agent or a customer goes through it. */
export interface DialogPage {
  /** Waits until the step's words are there. */
  reads(words: string | RegExp): Promise<void>;
  next(): Promise<void>;
  back(): Promise<void>;
  /** Fills in the field of a question and goes on. */
  write(question: string | RegExp, answer: string): Promise<void>;
  /** Waits until a question's field holds what the script proposes, and takes it. */
  confirm(question: string, proposed: string): Promise<void>;
  choose(option: string | RegExp): Promise<void>;
  say(answer: 'Yes' | 'No'): Promise<void>;
  /** Goes back to an answer of the list. */
  change(question: string): Promise<void>;
}

export function dialogPage(page: Page): DialogPage {
  // Only a field: the button that changes an answer has the question in its name, too.
  const field = (question: string | RegExp): Locator => page.locator('input').and(page.getByLabel(question));
  const next = (): Promise<void> => page.getByRole('button', { name: 'Next', exact: true }).click();
  return {
    reads: (words) => page.locator('form').getByText(words).first().waitFor(),
    next,
    back: () => page.getByRole('button', { name: 'Back', exact: true }).click(),
    async write(question, answer) {
      await field(question).fill(answer);
      await next();
    },
    async confirm(question, proposed) {
      const value = await field(question).inputValue();
      if (value !== proposed) throw new Error(`"${question}" proposes "${value}", not "${proposed}"`);
      await next();
    },
    async choose(option) {
      await page.getByRole('radio', { name: option }).first().check();
      await next();
    },
    say: (answer) => page.getByRole('group').getByRole('button', { name: answer, exact: true }).click(),
    change: (question) => page.getByRole('button', { name: `Change the answer to: ${question}` }).click(),
  };
}

/** A day in so many days from now, YYYY-MM-DD. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
