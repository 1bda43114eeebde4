import * as fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { defineContract, provide } from '../contract/index.js';
import { memoryLog } from '../manager/fixtures/greeting.js';
import { bestProvider } from './best-provider.js';
import { createProvider } from './provider.js';
import type { Provider } from './provider.js';

interface Offer {
  readonly version: string;
  readonly rank: number;
  readonly kind: Provider['place']['kind'];
}

const versions = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
const ranges = fc
  .tuple(fc.constantFrom('^', '~', '>=', '<', ''), versions)
  .map(([operator, version]) => `${operator}${version}`);
const offers: fc.Arbitrary<Offer> = fc.record({
  version: versions,
  rank: fc.integer({ min: -1, max: 1 }),
  kind: fc.constantFrom('here', 'own-process', 'remote'),
});

function providerOf({ version, rank, kind }: Offer, index: number): Provider {
  const contract = defineContract({ id: 'x', version, summary: 'x', members: {} });
  const place = { kind, process: 'p' };
  return createProvider(provide(contract, {}), {
    component: `provider ${index}`,
    componentVersion: '1.0.0',
    rank,
    place,
    log: memoryLog(),
  });
}

describe('the best provider', () => {
  it('has the highest version in the range, of these the highest rank, of these it is of this process, of these the oldest', () => {
    fc.assert(
      fc.property(fc.array(offers, { maxLength: 12 }), ranges, (offered, range) => {
        const providers = offered.map(providerOf);
        const best = bestProvider(providers, new semver.Range(range));
        const expected = providers
          .filter(({ version }) => semver.satisfies(version, range))
          .toSorted(
            (a, b) =>
              b.version.compare(a.version) ||
              b.rank - a.rank ||
              Number(a.place.kind === 'remote') - Number(b.place.kind === 'remote'),
          );
        expect(best).toBe(expected[0]);
      }),
    );
  });
});
