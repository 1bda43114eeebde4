import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import type { ContactBook } from './contact-book.js';
import { commServerPrincipal } from './contact-store.js';
import type { ContactStore } from './contact-store.js';
import { demandSight, maySee } from './contact-rights.js';

export interface CompletionParts {
  readonly book: ContactBook;
  readonly store: Pick<ContactStore, 'find'>;
  readonly work: Pick<ServiceOf<typeof WorkManager>, 'completeWrapUp'>;
  readonly dispositions: readonly { readonly value: string }[];
  readonly log: Logger;
}

export interface Completion {
  readonly contact: string;
  readonly disposition: string;
  readonly note: string;
}

/** Wrap-up: the contact is closed and kept before the agent is ready again. Repeated, it changes nothing. */
export async function completeContact(
  parts: CompletionParts,
  completion: Completion,
  principal: Principal,
): Promise<{ readonly closed: true }> {
  const { book, store, work, dispositions, log } = parts;
  const { contact: id, disposition, note } = completion;
  if (dispositions.length > 0 && !dispositions.some(({ value }) => value === disposition)) {
    const known = dispositions.map(({ value }) => value);
    throw new CarusoError('invalid', `There is no disposition "${disposition}"; there are ${known.join(', ')}`, {
      known,
    });
  }
  const underWay = book.find(id);
  if (underWay === undefined) {
    const kept = await store.find(id);
    if (kept?.state === 'closed' && maySee(principal, kept)) return { closed: true };
  }
  const { agent, state } = demandSight(principal, underWay, id);
  if (state !== 'wrap-up') {
    throw new CarusoError('conflict', 'The conversation is not over yet: hang up first', { contact: id, state });
  }
  await book.changeDurably(id, { kind: 'closed', disposition, note, actor: principal.id });
  if (agent !== undefined) {
    try {
      await work.completeWrapUp({ agent, item: id }, { principal: commServerPrincipal });
    } catch (thrown) {
      // After a restart, or when her account is gone: the work manager knows nothing of it, and nothing waits for it.
      log.warn({ err: thrown, contact: id, agent }, 'An agent’s wrap-up could not be ended');
    }
  }
  return { closed: true };
}
