import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ObjectRef, Principal } from '@caruso/core-service-manager/contract';
import type { Channel, DialogView } from '../contract/index.js';
import type { Definition } from '../definition/definition.js';
import { emptyState } from '../replay/dialog-state.js';
import { advance, viewOf } from './dialog-desk.js';
import type { DialogDesk } from './dialog-desk.js';
import { dialogEvent } from './dialog-events.js';
import { dialogFacts } from './dialog-facts.js';
import type { DialogRecord } from './dialog-record.js';
import { isStaff, sameObject } from './dialog-rights.js';

export interface StartInput {
  readonly script: string;
  readonly language: string;
  readonly channel: Channel;
  readonly customer?: ObjectRef | undefined;
  readonly contact?: string | undefined;
}

/** A new dialog, kept durably with its data, at its first step. */
export async function startDialog(desk: DialogDesk, input: StartInput, principal: Principal): Promise<DialogView> {
  const edition = desk.library.find(input.script);
  if (!edition) throw new CarusoError('not-found', `There is no script ${input.script}`, { script: input.script });
  const { definition } = edition;
  demandFit(definition, input);
  const customer = customerFor(input, principal);
  const now = desk.clock.now();
  const at = new Date(now).toISOString();
  const record: DialogRecord = {
    id: desk.newId(),
    script: definition.id,
    version: definition.version,
    digest: edition.digest,
    revision: 1,
    status: 'asking',
    channel: input.channel,
    language: input.language,
    contact: input.contact ?? null,
    customer,
    owner: principal,
    outcome: null,
    state: { ...emptyState, customer },
    startedAt: at,
    changedAt: at,
  };
  const data = await desk.pinned.readAll(definition, customer, dialogFacts(record), principal, now);
  const { next, tasks, events } = await advance(desk, record, definition, { ...record.state, data }, principal);
  await desk.store.insert(next.record, edition, {
    tasks,
    events: [dialogEvent('dialog.started', next.record, principal.id, { language: input.language }), ...events],
  });
  const view = await viewOf(desk, next);
  desk.viewers.publish(view);
  return view;
}

function demandFit(definition: Definition, { language, channel }: StartInput): void {
  if (!definition.languages.includes(language))
    throw new CarusoError(
      'invalid',
      `The script ${definition.id} does not speak “${language}”: it speaks ${definition.languages.join(', ')}`,
      { language },
    );
  if (!definition.channels.includes(channel))
    throw new CarusoError('invalid', `The script ${definition.id} is not for the channel ${channel}`, { channel });
}

/** Staff start a dialog for anybody, a customer for herself and on the web. */
function customerFor({ customer, channel }: StartInput, principal: Principal): ObjectRef | null {
  if (isStaff(principal)) return customer ?? null;
  if (principal.kind !== 'customer' || !principal.customer || channel !== 'web')
    throw new CarusoError('forbidden', 'You may not start this dialog', { channel });
  if (customer && !sameObject(customer, principal.customer))
    throw new CarusoError('not-found', `There is no ${customer.class} ${customer.key}`, {});
  return principal.customer;
}
