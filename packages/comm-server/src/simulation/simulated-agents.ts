import type { WorkSnapshot } from '@caruso/work-manager/contract';

const names: readonly string[] = ['Alex', 'Bea', 'Carlos', 'Dora', 'Emil', 'Fatima', 'Gil', 'Helena', 'Ivo', 'Julia'];

export interface SimulatedAgent {
  readonly id: string;
  readonly name: string;
  readonly skills: Record<string, number>;
}

/** Agents who can do all that the real ones can, and all that a queue may ask for by its name. */
export function simulatedAgents(
  count: number,
  { agents, queues }: Pick<WorkSnapshot, 'agents' | 'queues'>,
): readonly SimulatedAgent[] {
  const known = [...agents.flatMap(({ skills }) => Object.keys(skills)), ...queues.map(({ queue }) => queue)];
  const skills = Object.fromEntries(known.map((skill) => [skill, 10]));
  return Array.from({ length: count }, (_, index) => ({
    id: `simulated-${index + 1}`,
    name: `${names[index % names.length] ?? 'Agent'} ${index + 1}`,
    skills,
  }));
}
