import type { GoodRow } from '../delivery/row.js';
import { Stopped } from '../delivery/delivery.js';
import type { KeptFile } from '../files/file-table.js';
import type { RowAside } from '../files/row-table.js';
import { setAside } from './check-file.js';
import type { Equipment } from './equipment.js';

/** Rows between two notes of progress: so many are sent again with their keys after a crash. */
const stride = 100;

/**
 * Delivers the rows of a file that are still to be dealt with. Rows set aside and progress are kept in one transaction, and with them the
 * outbox's tasks when delivery is durable.
 * @throws Stopped; CarusoError of the storage, `conflict` when another process goes on with the file.
 */
export async function deliverFile(begun: KeptFile, equipment: Equipment): Promise<KeptFile> {
  const { read, files, delivery, settings, wake } = equipment;
  const window = begun.batch * Math.ceil(stride / begun.batch);
  let file = begun;
  let good: GoodRow[] = [];
  let aside: RowAside[] = [];
  let last = file.doneRows;

  const flush = async (): Promise<void> => {
    if (last === file.doneRows) return;
    if (settings.deliver.durable) {
      const tasks = delivery.tasks(good, file.batch);
      file = await files.advance(file, { doneRows: last, delivered: good.length, aside, tasks });
    } else {
      const refused = await delivery.send(good, file.batch);
      const refusals = refused.map(({ row, reason }): RowAside => {
        const raw = JSON.stringify(row.parsed);
        return {
          file: file.id,
          row: row.row,
          line: row.line,
          kind: 'refused',
          state: 'set-aside',
          reason,
          raw,
          parsed: row.parsed,
        };
      });
      const delivered = good.length - refusals.length;
      file = await files.advance(file, { doneRows: last, delivered, aside: [...aside, ...refusals], tasks: [] });
    }
    good = [];
    aside = [];
  };

  for await (const row of read(file.id)) {
    if (row.row <= file.doneRows) continue;
    if (row.kind === 'good') good.push(row);
    else aside.push(setAside(file.id, row));
    last = row.row;
    if (last % window !== 0) continue;
    if (wake.stopped) throw new Stopped('The file drop stops.');
    await flush();
  }
  await flush();
  return file;
}
