import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import { commServerPrincipal } from '../contacts/contact-store.js';

const asSystem = { principal: commServerPrincipal };

export interface PhoneOwner {
  readonly user: string;
  readonly extension: string;
}

/** The extensions of the accounts, and what their phones must know to register. */
export class PhoneBook {
  constructor(private readonly objects: ServiceOf<typeof BusinessObjects>) {}

  /** HA1 (RFC 2617 3.2.2.2) of an extension; null when nobody active has it. */
  async credentials(extension: string): Promise<{ readonly ha1: string } | null> {
    const found = await this.objects.query(
      { class: 'User', where: [{ attribute: 'extension', value: extension }], limit: 10 },
      asSystem,
    );
    for (const { values } of found.objects) {
      const ha1 = values['phoneHa1'];
      if (values['active'] !== false && typeof ha1 === 'string' && ha1 !== '') return { ha1 };
    }
    return null;
  }

  /** By extension. */
  async owners(): Promise<readonly PhoneOwner[]> {
    const found = await this.objects.query(
      {
        class: 'User',
        where: [{ attribute: 'kind', value: 'user' }],
        orderBy: [{ attribute: 'extension' }],
        limit: 1000,
      },
      asSystem,
    );
    return found.objects.flatMap(({ ref, values }) => {
      const { extension, active } = values;
      if (typeof extension !== 'string' || extension === '' || active === false) return [];
      return [{ user: ref.key, extension }];
    });
  }
}
