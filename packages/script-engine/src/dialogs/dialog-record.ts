import { principalSchema } from '@caruso/core-service-manager/contract';
import type { ObjectRef, Principal } from '@caruso/core-service-manager/contract';
import type { Row, Value } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import { channelSchema, dialogStatusSchema } from '../contract/index.js';
import type { Channel } from '../contract/index.js';
import { dialogStateSchema } from '../replay/dialog-state.js';
import type { DialogState } from '../replay/dialog-state.js';
import type { DialogStatus } from './dialog-life.js';

/** A dialog as it is kept. */
export interface DialogRecord {
  readonly id: string;
  readonly script: string;
  readonly version: string;
  readonly digest: string;
  readonly revision: number;
  readonly status: DialogStatus;
  readonly channel: Channel;
  readonly language: string;
  readonly contact: string | null;
  readonly customer: ObjectRef | null;
  /** Who leads it. */
  readonly owner: Principal;
  readonly outcome: string | null;
  readonly state: DialogState;
  /** ISO 8601 instants. */
  readonly startedAt: string;
  readonly changedAt: string;
}

const rowSchema = z.object({
  id: z.string(),
  script: z.string(),
  script_version: z.string(),
  script_digest: z.string(),
  revision: z.number(),
  status: dialogStatusSchema,
  channel: channelSchema,
  language: z.string(),
  contact: z.string().nullable(),
  customer_class: z.string().nullable(),
  customer_key: z.string().nullable(),
  owner_principal: principalSchema,
  outcome: z.string().nullable(),
  state: dialogStateSchema,
  started_at: z.string(),
  changed_at: z.string(),
});

/** As plain JSON: absent fields are not there. */
function json(value: Principal | DialogState): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

export function recordToRow(record: DialogRecord): Row {
  return {
    id: record.id,
    script: record.script,
    script_version: record.version,
    script_digest: record.digest,
    revision: record.revision,
    status: record.status,
    channel: record.channel,
    language: record.language,
    contact: record.contact,
    customer_class: record.customer?.class ?? null,
    customer_key: record.customer?.key ?? null,
    owner: record.owner.id,
    owner_principal: json(record.owner),
    outcome: record.outcome,
    state: json(record.state),
    started_at: record.startedAt,
    changed_at: record.changedAt,
  };
}

export function recordFromRow(row: Row): DialogRecord {
  const read = rowSchema.parse(row);
  return {
    id: read.id,
    script: read.script,
    version: read.script_version,
    digest: read.script_digest,
    revision: read.revision,
    status: read.status,
    channel: read.channel,
    language: read.language,
    contact: read.contact,
    customer:
      read.customer_class !== null && read.customer_key !== null
        ? { class: read.customer_class, key: read.customer_key }
        : null,
    owner: read.owner_principal,
    outcome: read.outcome,
    state: read.state,
    startedAt: read.started_at,
    changedAt: read.changed_at,
  };
}
