import * as fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { defineContract, provide } from '../contract/index.js';
import { memoryLog } from '../manager/fixtures/greeting.js';
import { bestProvider } from './best-provider.js';
import { createProvider } from './provider.js';

const versions = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'));
const ranges = fc
  .tuple(fc.constantFrom('^', '~', '>=', '<', ''), versions)
  .map(([operator, version]) => `${operator}${version}`);

function providerOf(version: string, index: number) {
  const contract = defineContract({ id: 'x', version, summary: 'x', members: {} });
  return createProvider(provide(contract, {}), `provider ${index}`, memoryLog());
}

describe('the best provider', () => {
  it('is in the range, none in the range is higher, and none equal is older', () => {
    fc.assert(
      fc.property(fc.array(versions, { maxLength: 12 }), ranges, (offered, range) => {
        const providers = offered.map(providerOf);
        const best = bestProvider(providers, new semver.Range(range));
        const fitting = offered.filter((version) => semver.satisfies(version, range));
        const highest = semver.maxSatisfying(fitting, range);
        expect(best?.contract.version ?? null).toBe(highest);
        expect(best).toBe(highest === null ? undefined : providers[offered.indexOf(highest)]);
      }),
    );
  });
});
