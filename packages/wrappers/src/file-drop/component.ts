import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { CarusoError, defineComponent, need, provide } from '@caruso/core-service-manager/contract';
import type { ComponentContext, RunningComponent } from '@caruso/core-service-manager/contract';
import { openSecrets } from '@caruso/core-service-manager/wrapper-kit';
import { DurableTasks, Storage } from '@caruso/storage-manager/contract';
import { FileDrop, fileDrop } from '../contract/file-drop.js';
import type { AsideRow, DroppedFile } from '../contract/file-drop.js';
import { delivery } from './delivery/delivery.js';
import { readRows } from './delivery/row.js';
import { announcements } from './drop/announcements.js';
import type { Equipment } from './drop/equipment.js';
import { retryFile, retryRow } from './drop/retry.js';
import { troubles } from './drop/troubles.js';
import { wake } from './drop/wake.js';
import { watchFolder } from './drop/watch-folder.js';
import { droppedFile, fileTable, fileTableDefinition } from './files/file-table.js';
import { openRowTable, rowTableDefinition } from './files/row-table.js';
import type { RowAside } from './files/row-table.js';
import { workingCopies } from './files/working-copy.js';
import { openParser } from './parsers/open-parser.js';
import { fileDropSettingsSchema } from './settings.js';
import type { FileDropSettings } from './settings.js';
import type { DropSource } from './sources/drop-source.js';
import { folderSource } from './sources/folder-source.js';
import { sftpSource } from './sources/sftp-source.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** Files of a watched folder, here or on an SFTP server, become records for a service; each file once. */
export default defineComponent({
  name: 'file-drop',
  version,
  summary: 'Files dropped into a folder become records for a service',
  provides: [FileDrop],
  needs: [need(Storage)],
  settings: fileDropSettingsSchema,
  async configure({ settings, name, appDir }) {
    // An unknown format or a copybook that is not understood is told before anything starts.
    await openParser(settings.format, appDir);
    return {
      provides: [fileDrop(name)],
      needs: [need(Storage), ...(settings.deliver.durable ? [need(DurableTasks)] : [])],
      summary: `Files of ${placeOf(settings)} for ${settings.deliver.service}.${settings.deliver.operation}`,
    };
  },
  start: async (context) => run(await equip(context), context),
});

async function equip(context: ComponentContext<FileDropSettings>): Promise<Equipment> {
  const { settings, name, appDir, dataDir, clock, log, newId } = context;
  const parser = await openParser(settings.format, appDir);
  const storage = context.use(Storage);
  await storage.define({ store: 'own', tables: [fileTableDefinition, rowTableDefinition] });
  const copies = await workingCopies(join(dataDir, 'file-drop', encodeURIComponent(name)), newId, clock.now());
  const open = troubles();
  const bell = wake(clock);
  const making = { drop: name, mapping: settings.record, key: settings.deliver.key };
  return {
    name,
    settings,
    source: openSource(settings, appDir),
    copies,
    files: fileTable(storage, name),
    rows: openRowTable(storage),
    parser,
    making,
    delivery: delivery({
      drop: name,
      settings: settings.deliver,
      invoke: context.invoke,
      wait: bell.wait,
      trouble: (reason) => open.set('service', reason),
    }),
    news: announcements<DroppedFile>(),
    troubles: open,
    wake: bell,
    clock,
    log,
    read: (id) => readRows(parser, settings.encoding, copies.read(id), id, making),
  };
}

function run(equipment: Equipment, { name }: ComponentContext<FileDropSettings>): RunningComponent {
  const { files, rows, news, source, troubles: open, wake: bell } = equipment;
  const ending = new AbortController();
  const unwatch = source.watch(() => bell.ring());
  let watching: Promise<void> = Promise.resolve();
  return {
    provisions: [
      provide(fileDrop(name), {
        files: async ({ states, limit, offset }) => (await files.list({ states, limit, offset })).map(droppedFile),
        file: async ({ file }) => {
          const found = await files.get(file);
          if (found === undefined) throw new CarusoError('not-found', `No file ${file} was taken here.`, { file });
          return droppedFile(found);
        },
        rows: async ({ file, after, limit }) => (await rows.list({ file, after, limit })).map(asideRow),
        retryRow: async (which) => asideRow(await retryRow(which, equipment)),
        retryFile: ({ file }) => retryFile(file, equipment),
        taken: (_input, { signal }) => news.listen(AbortSignal.any([signal, ending.signal])),
      }),
    ],
    health: async () => open.health(),
    ready: async () => {
      watching = watchFolder(equipment);
    },
    stop: async () => {
      ending.abort();
      bell.stop();
      await unwatch();
      await watching;
      await source.close();
    },
  };
}

function asideRow({ parsed: _parsed, ...row }: RowAside): AsideRow {
  return row;
}

function openSource({ source }: FileDropSettings, appDir: string): DropSource {
  return 'sftp' in source
    ? sftpSource(source.sftp, openSecrets(appDir))
    : folderSource(isAbsolute(source.folder) ? source.folder : resolve(appDir, source.folder));
}

function placeOf({ source }: FileDropSettings): string {
  return 'sftp' in source ? `sftp://${source.sftp.host}${source.sftp.folder}` : source.folder;
}
