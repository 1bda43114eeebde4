import type { DialogView } from '@caruso/app-builder/contract';
import type { ApiClient } from './api-client.js';
import { dayFromNow } from './dialog-page.js';

/** Starts movingHouse and answers its first questions; about `customer`, or about herself for a customer. */
export async function startMove(person: ApiClient, customer?: { class: string; key: string }): Promise<DialogView> {
  const view = await person.change<DialogView>('POST', '/api/dialogs', {
    script: 'movingHouse',
    language: 'en',
    ...(customer === undefined ? {} : { customer }),
  });
  return answer(person, view, { moveDate: dayFromNow(40), contract: 'keep' });
}

/** Answers the whole of movingHouse about a customer; returns what the last answer was acknowledged with. */
export async function finishMove(agent: ApiClient, customer: { class: string; key: string }): Promise<DialogView> {
  return answer(agent, await startMove(agent, customer), {
    newStreet: 'Rua das Taipas',
    newHouseNumber: '3',
    newPostalCode: '4050-600',
    newCity: 'Porto',
    meterKnown: false,
    email: 'confirmation@example.com',
    confirm: true,
  });
}

/** Goes on until a question has no answer here. */
async function answer(
  person: ApiClient,
  from: DialogView,
  answers: Readonly<Record<string, unknown>>,
): Promise<DialogView> {
  let view = from;
  while (view.status === 'asking' && (view.step.kind === 'info' || view.step.node in answers)) {
    view = await person.change<DialogView>('POST', `/api/dialogs/${view.id}/answer`, {
      revision: view.revision,
      node: view.step.node,
      value: answers[view.step.node] ?? null,
    });
  }
  return view;
}
