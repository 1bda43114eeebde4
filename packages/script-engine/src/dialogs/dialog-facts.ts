import type { Principal } from '@caruso/core-service-manager/contract';
import type { DialogFacts } from '../replay/scope.js';
import type { DialogRecord } from './dialog-record.js';

/** What a script may ask about its dialog; `caller` is who leads it. */
export function dialogFacts(
  record: Pick<DialogRecord, 'id' | 'channel' | 'language' | 'state' | 'contact' | 'owner'>,
): DialogFacts {
  return {
    dialog: {
      id: record.id,
      channel: record.channel,
      language: record.language,
      customer: record.state.customer?.key ?? null,
      contact: record.contact,
    },
    caller: callerFacts(record.owner),
  };
}

function callerFacts({ id, name, kind, roles, customer }: Principal): DialogFacts['caller'] {
  return { id, name, kind, roles, customer: customer?.key ?? null };
}
