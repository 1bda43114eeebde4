import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { Row, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import type { MailboxMessage } from '../contract/demo-mailbox.js';

const table = 'caruso_demo_mail';
/** The oldest go when there are more. */
const kept = 1000;

const definition: TableDefinition = {
  name: table,
  columns: [
    { name: 'message_id', type: 'text' },
    { name: 'received_at', type: 'timestamp' },
    { name: 'sender', type: 'text' },
    { name: 'recipients', type: 'json' },
    { name: 'subject', type: 'text' },
    { name: 'body', type: 'text' },
  ],
  primaryKey: ['message_id'],
  indexes: [{ columns: ['received_at'] }],
};

export interface MailTable {
  /** A second message with the same Message-ID is the first one sent again: it is kept once. */
  keep(message: MailboxMessage): Promise<void>;
  list(limit: number): Promise<MailboxMessage[]>;
  get(id: string): Promise<MailboxMessage>;
}

export async function openMailTable(storage: ServiceOf<typeof Storage>): Promise<MailTable> {
  await storage.define({ store: 'own', tables: [definition] });
  const newestFirst = [{ column: 'received_at', direction: 'desc' as const }];
  return {
    keep: async (message) => {
      const [firstTooOld] = await storage.select({
        store: 'own',
        table,
        columns: ['received_at'],
        orderBy: newestFirst,
        offset: kept,
        limit: 1,
      });
      const old =
        firstTooOld === undefined
          ? []
          : [
              {
                kind: 'delete' as const,
                table,
                where: { column: 'received_at', op: '<=' as const, value: String(firstTooOld['received_at']) },
              },
            ];
      await storage.write({
        store: 'own',
        steps: [...old, { kind: 'insert', table, rows: [toRow(message)], onDuplicate: 'ignore' }],
      });
    },
    list: async (limit) => (await storage.select({ store: 'own', table, orderBy: newestFirst, limit })).map(toMessage),
    get: async (id) => {
      const [row] = await storage.select({
        store: 'own',
        table,
        where: { column: 'message_id', op: '=', value: id },
        limit: 1,
      });
      if (row === undefined) throw new CarusoError('not-found', 'There is no such message in the mailbox any more.');
      return toMessage(row);
    },
  };
}

function toRow({ id, receivedAt, from, to, subject, text }: MailboxMessage): Row {
  return { message_id: id, received_at: receivedAt, sender: from, recipients: to, subject, body: text };
}

function toMessage(row: Row): MailboxMessage {
  const recipients = row['recipients'];
  return {
    id: String(row['message_id']),
    receivedAt: String(row['received_at']),
    from: String(row['sender']),
    to: Array.isArray(recipients) ? recipients.map(String) : [],
    subject: String(row['subject']),
    text: String(row['body']),
  };
}
