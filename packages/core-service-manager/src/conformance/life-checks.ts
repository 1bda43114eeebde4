import { tryCalls } from './call-checks.js';
import { leftBehind } from './left-behind.js';
import { runSpecimen } from './run-specimen.js';
import { withRunning } from './specimen-folders.js';
import type { SpecimenFolders } from './specimen-folders.js';
import type { ComponentSpecimen } from './component-specimen.js';

type Findings = Promise<readonly string[]>;

/** The second run is watched: the first loads modules and opens what lives as long as the process. */
export async function checkStop(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  await withRunning(specimen, folders, (running) => tryCalls(specimen, running));
  return leftBehind(async () => {
    const running = await runSpecimen(specimen, folders);
    await tryCalls(specimen, running);
    const caller = new AbortController();
    const inFlight = specimen.calls.map((sample) => running.call(sample, caller.signal));
    // As the manager does when the time for draining is over: callers are told, then the component is stopped.
    caller.abort(new Error('The provider is being stopped'));
    await running.stop();
    await Promise.all(inFlight);
  });
}

export async function checkRestart(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  await withRunning(specimen, folders, async () => undefined);
  return withRunning(specimen, folders, (running) => tryCalls(specimen, running));
}

export async function checkSideBySide(specimen: ComponentSpecimen, folders: SpecimenFolders): Findings {
  return withRunning(specimen, folders, async (first) => {
    const second = await runSpecimen(
      specimen,
      { appDir: folders.appDir, dataDir: folders.secondDataDir },
      { name: `${specimen.component.name}-2`, settings: specimen.secondSettings ?? specimen.settings },
    );
    const findings = await Promise.all([tryCalls(specimen, first), tryCalls(specimen, second)]);
    await second.stop();
    const alone = await tryCalls(specimen, first);
    return [...findings.flat(), ...alone.map((finding) => `after the other has stopped, ${finding}`)];
  });
}
