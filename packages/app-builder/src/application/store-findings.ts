import type { Finding } from '@caruso/core-service-manager/contract';
import { recordStore } from '@caruso/storage-manager/contract';
import type { Contract } from '@caruso/core-service-manager/contract';
import type { Application } from './application.js';

/** Stores that name a wrapper which no component of the application is, or which keeps no records. */
export function storeFindings({ app, source }: Application, contracts: readonly Contract[]): readonly Finding[] {
  return Object.entries(app.stores).flatMap(([name, { wrapper }]): readonly Finding[] => {
    if (wrapper === undefined || contracts.some(({ id }) => id === recordStore(wrapper).id)) return [];
    return [
      {
        file: source.file,
        ...source.position(['stores', name, 'wrapper']),
        rule: 'app/store-wrapper',
        severity: 'error',
        message: `The store "${name}" names the wrapper "${wrapper}", but no component of that name provides records.`,
        advice:
          'Name a component of this file that describes its records (its documentation tells how), or correct the name.',
      },
    ];
  });
}
