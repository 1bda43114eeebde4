import type { BusinessObject } from '@caruso/business-objects/contract';
import { describe, expect, it } from 'vitest';
import { createAccounts } from './accounts.js';
import type { AccountsOptions } from './accounts.js';

function accountsWith(values: BusinessObject['values']): ReturnType<typeof createAccounts> {
  const user: BusinessObject = { ref: { class: 'User', key: 'eve' }, title: 'Eve', values };
  const objects = { query: async () => ({ objects: [user], total: 1 }) } as unknown as AccountsOptions['objects'];
  return createAccounts({ objects, realm: 'caruso', customerClass: 'Customer' });
}

describe('an account without a password', () => {
  it.each(['nobody', '', 'null', 'undefined'])('lets nobody in, not even with "%s"', async (password) => {
    const accounts = accountsWith({ id: 'eve', name: 'Eve', roles: ['administrator'], active: true });
    expect(await accounts.authenticate('eve', password)).toBeUndefined();
  });
});
