import { isCarusoError } from '../contract/index.js';
import type { Provision } from '../contract/index.js';
import { runSpecimen, within } from './run-specimen.js';
import { withRunning } from './specimen-folders.js';
import type { SpecimenFolders } from './specimen-folders.js';
import type { ComponentSpecimen } from './component-specimen.js';

/** As the service manager asks for. */
const HEALTH_LIMIT_MS = 2_000;

export async function checkProvisions(
  specimen: ComponentSpecimen,
  folders: SpecimenFolders,
): Promise<readonly string[]> {
  return withRunning(specimen, folders, async ({ declared, provisions }) => {
    const named = new Set(declared.map(({ id, version }) => `${id} ${version}`));
    const made = new Set(provisions.map(({ contract: { id, version } }) => `${id} ${version}`));
    return [
      ...[...named].filter((name) => !made.has(name)).map((name) => `it declares ${name} and does not provide it`),
      ...[...made].filter((name) => !named.has(name)).map((name) => `it provides ${name} and does not declare it`),
      ...provisions.flatMap(lacking),
    ];
  });
}

function lacking({ contract, implementation, state }: Provision): readonly string[] {
  const members = Object.keys(contract.members)
    .filter((name) => typeof implementation[name] !== 'function')
    .map((name) => `its implementation of ${contract.id} has no ${name}`);
  return contract.state !== undefined && state === undefined
    ? [...members, `${contract.id} has a state, and the component does not hand it over`]
    : members;
}

export async function checkHealth(specimen: ComponentSpecimen, folders: SpecimenFolders): Promise<readonly string[]> {
  return withRunning(specimen, folders, async (running) => {
    const health = await within(HEALTH_LIMIT_MS, 'tell its health', running.health());
    return health.status === 'up' ? [] : [`it is ${health.status}: ${health.reason}`];
  });
}

export async function checkBrokenSettings(
  specimen: ComponentSpecimen,
  folders: SpecimenFolders,
): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const { settings, names } of specimen.brokenSettings ?? []) {
    const shown = JSON.stringify(settings);
    try {
      const running = await runSpecimen(specimen, folders, { name: specimen.component.name, settings });
      await running.stop();
      findings.push(`it starts with the settings ${shown}`);
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      if (!isCarusoError(thrown))
        findings.push(`the settings ${shown} make it throw ${message}, which is no CarusoError`);
      else if (!message.includes(names))
        findings.push(`told of the settings ${shown}, "${names}" is not in: ${message}`);
    }
  }
  return findings;
}
