import type { ClassInfo } from '@caruso/business-objects/contract';
import type { Finding } from '@caruso/core-service-manager/contract';
import { closestName } from '../files/closest-name.js';
import type { ScreenFile } from '../screens/screen-file.js';
import type { NamedFile } from './named-files.js';

export interface KnownService {
  readonly id: string;
  readonly operations: readonly string[];
}

/** What a screen names and the application does not have: classes, attributes, relations, services. */
export function screenFindings(
  screens: readonly NamedFile<ScreenFile>[],
  classes: readonly ClassInfo[],
  services: readonly KnownService[],
): readonly Finding[] {
  return screens.flatMap((screen) => findingsOf(screen, classes, services));
}

function findingsOf(
  { value: screen, source }: NamedFile<ScreenFile>,
  classes: readonly ClassInfo[],
  services: readonly KnownService[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const expectName = (path: readonly PropertyKey[], what: string, name: string, known: readonly string[]): boolean => {
    if (known.includes(name)) return true;
    const near = closestName(name, known);
    findings.push({
      file: source.file,
      ...source.position(path),
      rule: 'screen/name',
      severity: 'error',
      message: `There is no ${what} "${name}".`,
      advice: `${near === undefined ? '' : `Did you mean "${near}"? `}There are: ${known.join(', ')}.`,
    });
    return false;
  };
  const attributesOf = ({ attributes }: ClassInfo): string[] => attributes.map(({ name }) => name);
  const names = classes.map(({ name }) => name);
  if (!expectName(['class'], 'class', screen.class, names)) return findings;
  const shown = classes.find(({ name }) => name === screen.class);
  if (shown === undefined) return findings;

  for (const [index, section] of screen.sections.entries()) {
    const at = ['sections', index] as const;
    if (section.kind === 'fields') {
      for (const [field, name] of section.attributes.entries())
        expectName([...at, 'attributes', field], `attribute of ${shown.name}`, name, attributesOf(shown));
    } else if (section.kind === 'service') {
      const service = services.find(({ id }) => id === section.service);
      const ids = services.map(({ id }) => id);
      if (expectName([...at, 'service'], 'service', section.service, ids) && service !== undefined)
        expectName([...at, 'operation'], `operation of ${service.id}`, section.operation, service.operations);
      for (const [argument, name] of Object.entries(section.input))
        expectName([...at, 'input', argument], `attribute of ${shown.name}`, name, attributesOf(shown));
    } else {
      const known = shown.relations.map(({ name }) => name);
      if (!expectName([...at, 'relation'], `relation of ${shown.name}`, section.relation, known)) continue;
      const target = shown.relations.find(({ name }) => name === section.relation)?.class;
      const related = classes.find(({ name }) => name === target);
      if (section.kind === 'list' && related !== undefined)
        for (const [column, name] of section.columns.entries())
          expectName([...at, 'columns', column], `attribute of ${related.name}`, name, attributesOf(related));
    }
  }
  return findings;
}
