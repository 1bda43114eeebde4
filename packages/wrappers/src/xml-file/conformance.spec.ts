import { fileURLToPath } from 'node:url';
import { componentConformance } from '@caruso/core-service-manager/conformance';
import outageFeed from './component.js';

const settings = {
  file: fileURLToPath(new URL('../../../../examples/utility-vertical/legacy/outages.xml', import.meta.url)),
  record: 'StoringsBericht/Storingen/Storing',
  fields: {
    id: 'StoringId',
    product: { path: 'ProduktCd', values: { E: 'electricity', G: 'gas', W: 'water' } },
    status: { path: 'StatusCd', values: { LOPEND: 'current', GEPLAND: 'planned', OPGELOST: 'resolved' } },
    postalPrefixes: { path: 'Gebied/PostcodePrefix', list: true },
    start: { path: 'AanvangTijd', as: 'instant' },
    expectedEnd: { path: 'VerwachtEindTijd', as: 'instant', optional: true },
    cause: { path: 'Oorzaak/Tekst', by: 'Taal' },
  },
};

componentConformance({
  component: outageFeed,
  settings,
  calls: [
    { operation: 'list', input: { postalCode: '0000-000' }, answers: [] },
    { operation: 'list', input: {} },
  ],
  brokenSettings: [{ settings: { ...settings, record: undefined }, names: 'record' }],
});
