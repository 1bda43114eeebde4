// A wrapper in code, for what configuration cannot say: the dunning rules of the billing system, which has no service of its own.
// `caruso services replace billing FOLDER` puts another version in its place while calls go on (docs/quick-start/component-developer.md).
import { createRequire } from 'node:module';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { defineComponent, need, provide } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { Billing } from './contract.js';

const { version } = createRequire(import.meta.url)('./package.json');
const dayMs = 86_400_000;
/** Open, and reminded of: states of the billing system. */
const unpaid = ['OP', 'HR'];

export default defineComponent({
  name: 'billing',
  version,
  summary: 'Lumina’s billing system',
  provides: [Billing],
  needs: [need(BusinessObjects)],
  settings: z.strictObject({
    /** Days after which a first and a second reminder are sent. */
    remindAfter: z.tuple([z.number().int(), z.number().int()]).default([15, 45]),
  }),
  async start({ use, settings, clock }) {
    const objects = use(BusinessObjects);
    return {
      provisions: [
        provide(Billing, {
          async overdue({ customer }, { principal, signal }) {
            const today = new Date(clock.now()).toISOString().slice(0, 10);
            const where = [
              { attribute: 'customerNumber', op: '=', value: customer },
              { attribute: 'state', op: 'in', value: unpaid },
            ];
            const orderBy = [{ attribute: 'dueDate' }];
            const found = await objects.query({ class: 'Invoice', where, orderBy, limit: 200 }, { principal, signal });
            return found.objects
              .filter(({ values }) => values.dueDate < today)
              .map(({ values }) => {
                const daysLate = Math.round((Date.parse(today) - Date.parse(values.dueDate)) / dayMs);
                return {
                  invoice: `${String(values.year)}/${String(values.sequence)}`,
                  dueDate: values.dueDate,
                  open: values.open,
                  daysLate,
                  reminder: settings.remindAfter.filter((days) => daysLate >= days).length,
                };
              });
          },
        }),
      ],
      stop: async () => undefined,
    };
  },
});
