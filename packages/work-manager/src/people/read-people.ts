import type { BusinessObject, BusinessObjects } from '@caruso/business-objects/contract';
import { systemPrincipal } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import type { Person } from '../agents/agent.js';

const PAGE = 1000;
const skillsSchema = z.record(z.string(), z.number());

/** The active members of staff who have the role agent or any skill. */
export async function readPeople(objects: ServiceOf<typeof BusinessObjects>): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await objects.query(
      {
        class: 'User',
        where: [{ attribute: 'kind', value: 'user' }],
        orderBy: [{ attribute: 'id' }],
        limit: PAGE,
        offset,
      },
      { principal: systemPrincipal('work-manager') },
    );
    people.push(...page.objects.flatMap(personOf));
    if (page.objects.length < PAGE) return people;
  }
}

function personOf({ values, title }: BusinessObject): readonly Person[] {
  const { id, name, extension, roles, active } = values;
  if (typeof id !== 'string' || active === false) return [];
  const skills = skillsSchema.safeParse(values['skills']).data ?? {};
  if (!(Array.isArray(roles) && roles.includes('agent')) && Object.keys(skills).length === 0) return [];
  return [
    {
      id,
      name: typeof name === 'string' ? name : title,
      skills,
      ...(typeof extension === 'string' && extension !== '' ? { extension } : {}),
      simulated: false,
    },
  ];
}
