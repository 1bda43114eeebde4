import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** Sends through the company's SMTP server. With an idempotency key the Message-ID is derived from it, so that a receiver can tell a repetition. */
export const Mail = defineContract({
  id: 'mail',
  version: '1.0.0',
  summary: 'E-mail through SMTP',
  members: {
    send: operation({
      summary:
        'One message. `unavailable` when the server does not answer, `invalid` when it refuses the address; its own words are kept in details.reply',
      input: z.object({
        to: z.email(),
        subject: z.string().min(1).max(300),
        text: z.string(),
        replyTo: z.email().optional(),
      }),
      output: z.object({ messageId: z.string(), reply: z.string() }),
    }),
  },
});
