import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const Billing = defineContract({
  id: 'billing',
  version: '1.0.0',
  summary: 'What the billing system knows of a customer’s debts',
  members: {
    overdue: operation({
      summary: 'Invoices that were due and are not wholly paid, the oldest first; only those the caller may read',
      input: z.object({ customer: z.number().int() }),
      output: z.array(
        z.object({
          /** YEAR/NUMBER, as it stands on the paper. */
          invoice: z.string(),
          dueDate: z.iso.date(),
          /** Euro. */
          open: z.string(),
          daysLate: z.number().int(),
          /** 0: none was sent yet; 1 after 15 days, 2 after 45. */
          reminder: z.number().int(),
        }),
      ),
      idempotent: true,
    }),
  },
});
