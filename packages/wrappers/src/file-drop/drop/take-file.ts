import { isCarusoError } from '@caruso/core-service-manager/contract';
import { fileIdentity } from '../files/file-identity.js';
import { droppedFile } from '../files/file-table.js';
import type { KeptFile } from '../files/file-table.js';
import type { RowAside } from '../files/row-table.js';
import type { FoundFile } from '../sources/drop-source.js';
import { checkFile, rejectionNote } from './check-file.js';
import { deliverFile } from './deliver-file.js';
import { instant } from './equipment.js';
import type { Equipment } from './equipment.js';

const megabyte = 1024 * 1024;

/**
 * Takes a file that has settled: recognises it, checks it, delivers it, puts it away. Whatever of this was done before a crash is not done
 * again. False: it changed meanwhile and is to be looked at later.
 */
export async function takeFile(found: FoundFile, equipment: Equipment): Promise<boolean> {
  const { copies, source, files, settings, name: drop } = equipment;
  if (found.size > settings.maxMegabytes * megabyte) {
    await rejectUnread(found, equipment);
    return true;
  }
  const copied = await copies.fetch(source, found);
  if (copied.kind === 'changed') return false;
  const { path, size, contentHash } = copied;
  const id = fileIdentity({ drop, name: found.name, size, contentHash, same: settings.same });
  let known: KeptFile | undefined;
  try {
    known = await files.get(id);
    if (known?.state === 'done') {
      await copies.discard(path);
      await recognise(found, known, equipment);
      return true;
    }
    await copies.keep(path, id);
  } catch (error) {
    await copies.discard(path);
    throw error;
  }
  const open = known?.state === 'delivering' || known?.state === 'delivered';
  const file = open && known !== undefined ? known : await begin(found, id, contentHash, equipment);
  await finishFile(file, equipment);
  return true;
}

/** Goes on with a file from wherever it is: delivers what is left, moves it, forgets the working copy. */
export async function finishFile(kept: KeptFile, equipment: Equipment): Promise<void> {
  const { files, copies, clock, news, log } = equipment;
  let file = kept;
  if (file.state === 'delivering') {
    file = await deliverFile(file, equipment);
    file = await files.change(file, { state: 'delivered' });
  }
  const rejected = file.state === 'rejecting';
  const movedAs = await putAway(file, equipment, rejected);
  file = await files.change(file, {
    state: rejected ? 'rejected' : 'done',
    finishedAt: instant(clock.now()),
    ...(movedAs === undefined ? {} : { movedAs }),
  });
  await copies.remove(file.id);
  const { name, rows, delivered, bad, refused, reason } = file;
  if (rejected) log.warn({ file: name, rows, bad, reason }, 'A file was rejected');
  else log.info({ file: name, rows, delivered, bad, refused }, 'A file was taken');
  news.tell(droppedFile(file));
}

async function begin(found: FoundFile, id: string, contentHash: string, equipment: Equipment): Promise<KeptFile> {
  const checked = await checkFile(id, equipment);
  const file = newFile(found, id, contentHash, equipment);
  if (checked.kind === 'good') {
    const good: KeptFile = { ...file, state: 'delivering', rows: checked.rows };
    await equipment.files.begin(good, []);
    return good;
  }
  const { rows, bad, reason, aside } = checked;
  const rejected: KeptFile = { ...file, state: 'rejecting', rows, bad, reason };
  await equipment.files.begin(rejected, aside);
  return rejected;
}

function newFile(found: FoundFile, id: string, contentHash: string, { clock, settings }: Equipment): KeptFile {
  return {
    id,
    name: found.name,
    size: found.size,
    modifiedAt: instant(found.modified),
    contentHash,
    takenAt: instant(clock.now()),
    state: 'delivering',
    rows: 0,
    doneRows: 0,
    delivered: 0,
    bad: 0,
    refused: 0,
    batch: settings.deliver.batch,
    sentAgain: 0,
  };
}

async function rejectUnread(found: FoundFile, equipment: Equipment): Promise<void> {
  const { name: drop, settings, files } = equipment;
  const contentHash = '';
  const name = `${found.name}\0${found.modified}`;
  const id = fileIdentity({ drop, name, size: found.size, contentHash, same: 'name-and-content' });
  const reason = `It has ${(found.size / megabyte).toFixed(1)} MB; ${settings.maxMegabytes} MB are allowed (maxMegabytes).`;
  const file: KeptFile = { ...newFile(found, id, contentHash, equipment), state: 'rejecting', reason };
  await files.begin(file, []);
  await finishFile(file, equipment);
}

/** The same file once more: nothing is delivered; it goes to `done/` with a note that says so. */
async function recognise(
  found: FoundFile,
  known: KeptFile,
  { source, files, news, log, settings }: Equipment,
): Promise<void> {
  const note = `${found.name} is the same file as ${known.name}, taken at ${known.takenAt}; nothing of it was delivered again.\n`;
  await source.putAway(found.name, 'done', note);
  if (settings.marker !== undefined) await source.remove(found.name + settings.marker);
  const after = await files.change(known, { sentAgain: known.sentAgain + 1 });
  log.warn(
    { file: found.name, sameAs: known.name, takenAt: known.takenAt },
    'A file was sent again and not delivered again',
  );
  news.tell(droppedFile(after));
}

/** Undefined: it is not in the folder any more, or another file has its name now. */
async function putAway(
  file: KeptFile,
  { source, rows, settings }: Equipment,
  rejected: boolean,
): Promise<string | undefined> {
  const lying = await source.stat(file.name);
  if (lying === undefined || lying.size !== file.size || instant(lying.modified) !== file.modifiedAt)
    return file.movedAs;
  const aside: readonly RowAside[] = await rows.list({ file: file.id, after: 0, limit: 20 });
  const note = rejected ? rejectionNote(file.name, file.reason ?? '', aside) : undefined;
  try {
    const movedAs = await source.putAway(file.name, rejected ? 'rejected' : 'done', note);
    if (settings.marker !== undefined) await source.remove(file.name + settings.marker);
    return movedAs;
  } catch (error) {
    // Another process that finishes the same file was faster.
    if (!isCarusoError(error) && (await source.stat(file.name)) === undefined) return file.movedAs;
    throw error;
  }
}
