import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const mailboxMessageSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  receivedAt: z.string(),
  text: z.string(),
});
export type MailboxMessage = z.infer<typeof mailboxMessageSchema>;

/** A real SMTP server on loopback that keeps what it receives, so that the demo needs no mail provider. */
export const DemoMailbox = defineContract({
  id: 'demo-mailbox',
  version: '1.0.0',
  summary: 'The mailbox of the demo',
  members: {
    address: operation({
      summary: 'Where its SMTP server listens',
      input: z.object({}),
      output: z.object({ host: z.string(), port: z.number() }),
      idempotent: true,
    }),
    list: operation({
      summary: 'Messages, newest first; one Message-ID once',
      input: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
      output: z.array(mailboxMessageSchema),
      idempotent: true,
    }),
    get: operation({
      summary: 'One message',
      input: z.object({ id: z.string() }),
      output: mailboxMessageSchema,
      idempotent: true,
    }),
  },
});
