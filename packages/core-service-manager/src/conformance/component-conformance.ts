import { describe, expect, it } from 'vitest';
import { componentChecks } from './component-checks.js';
import type { ComponentSpecimen } from './component-specimen.js';

/** What a component owes the framework, as tests of the vitest that runs. */
export function componentConformance(specimen: ComponentSpecimen): void {
  describe(`component ${specimen.name ?? specimen.component.name}`, { timeout: 120_000 }, () => {
    it.each(componentChecks)('$rule', async ({ find }) => {
      expect(await find(specimen)).toEqual([]);
    });
  });
}
