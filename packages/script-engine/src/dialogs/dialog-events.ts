import type { NewEvent } from '@caruso/storage-manager/contract';
import type { Json } from '../definition/definition.js';
import type { DialogRecord } from './dialog-record.js';

export type DialogEventType =
  | 'dialog.started'
  | 'dialog.answered'
  | 'dialog.revised'
  | 'dialog.ended'
  | 'dialog.abandoned'
  | 'dialog.transferred'
  | 'dialog.taken-over';

/** An entry for the event log, tied to the dialog's contact and customer. */
export function dialogEvent(
  type: DialogEventType,
  record: DialogRecord,
  actor: string,
  data: Readonly<Record<string, Json>> = {},
): NewEvent {
  return {
    type,
    ...(record.contact === null ? {} : { contact: record.contact }),
    ...(record.customer ? { customer: record.customer.key } : {}),
    actor,
    data: { dialog: record.id, script: record.script, version: record.version, channel: record.channel, ...data },
    at: record.changedAt,
  };
}
