import { error, warning } from './rule.js';
import type { Rule } from './rule.js';

/**
 * An action names a service and an operation of it that there is. Not judged while the services are not known; a service that
 * is only not here now is a warning, since a wrapper may join later.
 */
export const unknownService: Rule = ({ nodes, services }) => {
  if (!services) return [];
  const judge = services.complete ? error : warning;
  return nodes
    .flatMap(({ next }) => next.flatMap(({ actions }) => actions))
    .flatMap(({ service, operation, at }) => {
      const operations = services.operations.get(service);
      if (!operations) {
        const known = [...services.operations.keys()].toSorted().join(', ');
        return [judge('script/unknown-service', at, `There is no service “${service}”`, `Services are: ${known}`)];
      }
      if (operations.has(operation)) return [];
      const known = [...operations].toSorted().join(', ');
      return [
        error(
          'script/unknown-service',
          at,
          `The service “${service}” has no operation “${operation}”`,
          `It has: ${known}`,
        ),
      ];
    });
};
