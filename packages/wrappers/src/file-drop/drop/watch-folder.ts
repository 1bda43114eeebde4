import { asCarusoError } from '@caruso/core-service-manager/contract';
import { Stopped } from '../delivery/delivery.js';
import type { FoundFile } from '../sources/drop-source.js';
import { fitsPattern } from '../sources/file-pattern.js';
import { settling } from '../sources/settling.js';
import type { Equipment } from './equipment.js';
import { fileGuard } from './file-guard.js';
import type { Guard } from './file-guard.js';
import { finishFile, takeFile } from './take-file.js';

const longestBackOffMs = 60_000;

/** Looks at the folder again and again and takes what has settled, one file after the other, oldest first. Ends when the component stops. */
export async function watchFolder(equipment: Equipment): Promise<void> {
  const { settings, source, clock, wake, troubles, log } = equipment;
  const pollMs = (settings.pollSeconds ?? ('sftp' in settings.source ? 30 : 60)) * 1000;
  const settleMs = settings.settleSeconds * 1000;
  const settled = settling(settleMs, () => clock.now());
  const wanted = fitsPattern(settings.files);
  const ignored = fitsPattern(settings.ignore);
  const told = new Set<string>();
  const guard = fileGuard(equipment);
  let failures = 0;
  let resumed = false;

  const candidates = async (): Promise<readonly FoundFile[]> => {
    const { files, refused } = await source.list();
    const names = new Set(files.map(({ name }) => name));
    for (const { name, reason } of refused) {
      if (!wanted(name) || told.has(name)) continue;
      told.add(name);
      log.warn({ file: name, reason }, 'Something in the folder is not taken');
    }
    const { marker } = settings;
    return files.filter(
      ({ name }) =>
        wanted(name) &&
        !ignored(name) &&
        (marker === undefined || (names.has(name + marker) && !name.endsWith(marker))),
    );
  };

  /** How long to rest afterwards, in milliseconds. */
  const round = async (): Promise<number> => {
    const { settled: ready, waiting } = settled.observe(await candidates());
    let changed = false;
    for (const file of ready.toSorted(
      (one, other) => one.modified - other.modified || (one.name < other.name ? -1 : 1),
    )) {
      if (wake.stopped) return 0;
      const taken = await guard.attempt(file.name, () => takeFile(file, equipment));
      changed = taken === false || changed;
    }
    guard.forgetAllBut(new Set(ready.map(({ name }) => name)));
    // A little longer than the settle time, so that the next look is not a moment too early.
    return waiting || changed ? Math.min(pollMs, settleMs + 20) : pollMs;
  };

  while (!wake.stopped) {
    let restMs: number;
    try {
      if (!resumed) await resume(equipment, guard);
      resumed = true;
      restMs = await round();
      failures = 0;
      troubles.set('folder', undefined);
    } catch (error) {
      if (error instanceof Stopped) return;
      failures += 1;
      resumed = false;
      restMs = Math.min(longestBackOffMs, Math.max(pollMs, 200) * failures);
      troubles.set('folder', asCarusoError(error).message);
      log.warn({ err: error }, 'Files cannot be taken now');
    }
    if (guard.hasTrouble()) resumed = false;
    await wake.rest(restMs);
  }
}

/** Goes on with the files that a crash or stop left half-way. Those whose working copy is lost wait for the file itself. */
async function resume(equipment: Equipment, guard: Guard): Promise<void> {
  const { files, copies, troubles } = equipment;
  const open = await files.list({ states: ['delivering', 'delivered', 'rejecting'], limit: 1000, offset: 0 });
  const lost: string[] = [];
  for (const file of open.toReversed()) {
    if (file.state !== 'delivering' || (await copies.has(file.id))) {
      await guard.attempt(file.name, () => finishFile(file, equipment));
    } else lost.push(`${file.name} (${file.doneRows} of ${file.rows} rows done)`);
  }
  troubles.set(
    'lost',
    lost.length === 0
      ? undefined
      : `Taken in part, and the working copy is gone: ${lost.join(', ')}. Put the same file into the folder again.`,
  );
}
