import { describe, expect, it } from 'vitest';
import { componentChecks } from './component-checks.js';
import type { ComponentSpecimen } from './component-specimen.js';

/**
 * What a component owes the framework, as tests of the vitest that runs. A specimen that is only known once its system runs (started in
 * `beforeAll`) is made by a function.
 */
export function componentConformance(specimen: ComponentSpecimen): void;
export function componentConformance(name: string, make: () => ComponentSpecimen): void;
export function componentConformance(given: ComponentSpecimen | string, make?: () => ComponentSpecimen): void {
  const isName = typeof given === 'string';
  const name = isName ? given : (given.name ?? given.component.name);
  const specimen = (): ComponentSpecimen => {
    if (!isName) return given;
    if (make === undefined) throw new TypeError('the function that makes the specimen is missing');
    return make();
  };
  describe(`component ${name}`, { timeout: 120_000 }, () => {
    it.each(componentChecks)('$rule', async ({ find }) => {
      expect(await find(specimen())).toEqual([]);
    });
  });
}
