import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { EventLog } from '@caruso/storage-manager/contract';
import type { ContactFact } from './contact-fact.js';
import { FactBook } from './fact-book.js';

const PAGE = 5000;
/** What a contact leads to is looked for so long after the period's end (ms); no conversation lasts longer. */
const LONGEST_CONTACT_MS = 24 * 3_600_000;

/** The facts of the contacts received from `from` to before `to` (milliseconds since 1970). */
export async function readFacts(
  log: ServiceOf<typeof EventLog>,
  from: number,
  to: number,
): Promise<readonly ContactFact[]> {
  const book = new FactBook(from, to);
  await readInto(log, book, from, to + LONGEST_CONTACT_MS, () => book.unsettled);
  return book.facts();
}

/** Reads on until the log's end, or past `to` while `more` says so. */
export async function readInto(
  log: ServiceOf<typeof EventLog>,
  book: FactBook,
  from: number,
  to: number,
  more: () => boolean = () => true,
): Promise<void> {
  const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  for (let after = 0; ;) {
    const events = await log.read({ types: ['contact.'], after, limit: PAGE, ...period });
    for (const event of events) book.add(event);
    const last = events.at(-1);
    if (last === undefined || events.length < PAGE) return;
    after = last.seq;
    if (Date.parse(last.at) >= to - LONGEST_CONTACT_MS && !more()) return;
  }
}
