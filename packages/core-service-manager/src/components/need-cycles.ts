import semver from 'semver';
import type { Contract, Need } from '../contract/index.js';

/** An instance as far as cycles go. */
export interface Needy {
  readonly name: string;
  readonly provides: readonly Contract[];
  readonly needs: readonly Need[];
}

export function meets({ provides }: Pick<Needy, 'provides'>, { contract, range }: Need): boolean {
  return provides.some(({ id, version }) => id === contract.id && semver.satisfies(version, range));
}

/**
 * The cycle of required needs that a component stands in or waits on, as names with the first repeated at the end:
 * `['a', 'b', 'a']`. Undefined if there is none among the components given.
 */
export function findNeedCycle(start: Needy, components: readonly Needy[]): readonly string[] | undefined {
  const done = new Set<Needy>();

  function visit(component: Needy, path: readonly Needy[]): readonly string[] | undefined {
    const at = path.indexOf(component);
    if (at >= 0) return [...path.slice(at), component].map(({ name }) => name);
    if (done.has(component)) return undefined;
    for (const need of component.needs) {
      if (need.optional) continue;
      for (const provider of components) {
        if (!meets(provider, need)) continue;
        const cycle = visit(provider, [...path, component]);
        if (cycle !== undefined) return cycle;
      }
    }
    done.add(component);
    return undefined;
  }

  return visit(start, []);
}
