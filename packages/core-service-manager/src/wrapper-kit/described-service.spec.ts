import { describe, expect, it } from 'vitest';
import type { CallContext } from '../contract/index.js';
import { contractSettings, describedContract, operationSettings } from './described-contract.js';
import { describedService } from './described-service.js';
import type { PerformOperation } from './described-service.js';

const contract = describedContract(contractSettings.parse({ id: 'billing' }), {
  balance: operationSettings.parse({ input: { customer: 'text' }, output: { balance: 'decimal' } }),
});
const call = {} as CallContext;

function balanceBy(perform: PerformOperation): (input: unknown, call: CallContext) => Promise<unknown> {
  return describedService('ERP', contract, perform).implementation['balance'] as never;
}

describe('a described service', () => {
  it('performs the operation by its name and drops what the contract does not name', async () => {
    const balance = balanceBy(async (operation, input) => ({ balance: '1.10', seen: [operation, input] }));
    await expect(balance({ customer: 'C1' }, call)).resolves.toEqual({ balance: '1.10' });
  });

  it('refuses wrong input before the system hears of it', async () => {
    const balance = balanceBy(() => Promise.reject(new Error('the system was asked')));
    await expect(balance({ customer: 7 }, call)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^Wrong input for balance: customer: /),
    });
  });

  it('does not let through an answer that is not as the contract says', async () => {
    const balance = balanceBy(async () => ({ balance: 1.1 }));
    await expect(balance({ customer: 'C1' }, call)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('ERP answered balance otherwise than its contract says: balance: '),
    });
  });
});
