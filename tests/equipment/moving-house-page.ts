import type { Page } from 'playwright-core';
import { dayFromNow, dialogPage } from './dialog-page.js';

/**
 * Maria's answers to movingHouse in the browser as people give them: wrong ones first, back and another way, and one changed at
 * the end. Each step waits for the words that the answers so far bring about. Ends before the last question.
 */
export async function answerWithSecondThoughts(
  page: Page,
  { moveDate, mail }: { readonly moveDate: string; readonly mail: string },
): Promise<void> {
  const dialog = dialogPage(page);
  await dialog.write('On which day do you move?', dayFromNow(-3));
  await dialog.reads('The day of the move cannot lie in the past.');
  await dialog.write('On which day do you move?', moveDate);
  await dialog.choose('It ends');
  // Only because she ends the contract and has not paid everything.
  await dialog.reads('Invoices not paid yet: 1.');
  await dialog.back();
  await dialog.choose('It moves along, unchanged');
  await dialog.write('In which street is the new home?', 'Rua da Alegria');
  await dialog.write('House number?', '7');
  await dialog.write('Postal code?', '4000');
  await page.locator('form').getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
  await dialog.write('Postal code?', '4000-042');
  await dialog.write('Town?', 'Porto');
  await dialog.reads('Can you read the meter at the old address now?');
  await dialog.say('Yes');
  // One of her meters, by its number of ten digits.
  await dialog.choose(/^\d{10}/);
  await dialog.write(/^What does meter/, '0');
  await dialog.reads(/less than the last reading/);
  await dialog.write(/^What does meter/, '999999');
  await dialog.confirm('Where shall we send the confirmation?', mail);
  await dialog.reads(/to Rua da Alegria 7, 4000-042 Porto/);
  await dialog.change('In which street is the new home?');
  await dialog.write('In which street is the new home?', 'Rua do Almada');
  // The later answers are kept: she is where she was.
  await dialog.reads(/to Rua do Almada 7, 4000-042 Porto/);
}

/** The same questions, answered by someone who knows what she wants. Ends before the last one. */
export async function answerStraightOn(page: Page, moveDate: string): Promise<void> {
  const dialog = dialogPage(page);
  await dialog.write('On which day do you move?', moveDate);
  await dialog.choose('It moves along, unchanged');
  await dialog.write('In which street is the new home?', 'Avenida da Boavista');
  await dialog.write('House number?', '1200');
  await dialog.write('Postal code?', '4100-130');
  await dialog.write('Town?', 'Porto');
  await dialog.reads('Can you read the meter at the old address now?');
  await dialog.say('No');
  await dialog.confirm('Where shall we send the confirmation?', 'maria.teixeira@example.com');
}
