import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** Written messages that go out; each becomes a contact in the customer's history. */
export const Messages = defineContract({
  id: 'messages',
  version: '1.0.0',
  summary: 'Messages to customers on any written channel',
  members: {
    send: operation({
      summary: 'Sends one message; repeated with the same idempotency key it is one contact and one Message-ID',
      input: z.object({
        medium: z.enum(['mail']),
        to: z.email(),
        /** Key of the customer. */
        customer: z.string().optional(),
        subject: z.string(),
        text: z.string(),
      }),
      output: z.object({ contact: z.string(), messageId: z.string() }),
    }),
  },
});
