import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import { makeRow } from '../delivery/row.js';
import type { KeptFile } from '../files/file-table.js';
import type { RowAside } from '../files/row-table.js';
import type { Equipment } from './equipment.js';

/** Maps and delivers a row once more; answers it with its new state. */
export async function retryRow(
  { file: id, row: number }: { readonly file: string; readonly row: number },
  equipment: Equipment,
): Promise<RowAside> {
  const file = await knownFile(id, equipment);
  if (file.state === 'rejecting' || file.state === 'rejected') {
    throw new CarusoError('conflict', `${file.name} was rejected as a whole; retry the file.`, { file: id });
  }
  const row = await equipment.rows.get(id, number);
  if (row === undefined) {
    throw new CarusoError('not-found', `Row ${number} of ${file.name} was not set aside.`, { file: id, row: number });
  }
  if (row.state === 'delivered') return row;
  if (row.parsed === undefined) {
    throw new CarusoError(
      'conflict',
      `Row ${number} of ${file.name} could not be read (${row.reason}): mend it and send it in a file of its own.`,
      { file: id, row: number },
    );
  }
  const again = await attempt({ ...row, parsed: row.parsed }, equipment);
  await equipment.rows.keep(again);
  return again;
}

export async function retryFile(
  id: string,
  equipment: Equipment,
): Promise<{ readonly delivered: number; readonly setAside: number }> {
  const { source, rows, wake } = equipment;
  const file = await knownFile(id, equipment);
  if (file.state === 'rejected') {
    const back = file.movedAs !== undefined && (await source.bringBack(file.movedAs, file.name));
    if (!back) {
      throw new CarusoError(
        'conflict',
        `${file.name} is not in rejected/ any more, or there is another file of that name: send it again.`,
        { file: id },
      );
    }
    wake.ring();
    return { delivered: 0, setAside: 0 };
  }
  let delivered = 0;
  let setAside = 0;
  let page: RowAside[];
  let after = 0;
  do {
    page = await rows.list({ file: id, after, limit: 500 });
    for (const row of page) {
      after = row.row;
      if (row.state === 'delivered') continue;
      const again = row.parsed === undefined ? row : await attempt({ ...row, parsed: row.parsed }, equipment);
      if (again !== row) await rows.keep(again);
      if (again.state === 'delivered') delivered += 1;
      else setAside += 1;
    }
  } while (page.length > 0);
  return { delivered, setAside };
}

async function knownFile(id: string, { files }: Equipment): Promise<KeptFile> {
  const file = await files.get(id);
  if (file === undefined) throw new CarusoError('not-found', `No file ${id} was taken here.`, { file: id });
  return file;
}

async function attempt(
  aside: RowAside & { readonly parsed: NonNullable<RowAside['parsed']> },
  { making, delivery }: Equipment,
): Promise<RowAside> {
  const made = makeRow(aside.parsed, { fileId: aside.file, row: aside.row, line: aside.line }, making);
  if (made.kind === 'bad') return { ...aside, kind: 'bad', reason: made.reason };
  try {
    await delivery.sendOnce(made);
    return { ...aside, state: 'delivered' };
  } catch (thrown) {
    const error = asCarusoError(thrown);
    return { ...aside, kind: 'refused', reason: `${error.code}: ${error.message}` };
  }
}
