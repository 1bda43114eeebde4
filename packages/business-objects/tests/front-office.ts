import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import { systemPrincipal } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import storage from '@caruso/storage-manager/component';
import { DurableTasks, EventLog, Storage } from '@caruso/storage-manager/contract';
import businessObjects from '../src/component.js';
import { BusinessObjects } from '../src/contract/index.js';
import type { ModelFile } from '../src/files/parse-model-file.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const vertical = join(root, 'examples/utility-vertical');

/** The model files of the core pack and of the utility vertical, in the order of an application. */
export async function utilityModels(): Promise<readonly ModelFile[]> {
  const folders = [join(root, 'packages/crm/core/objects'), join(vertical, 'objects')];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder))
        .filter((name) => name.endsWith('.yaml'))
        .toSorted()
        .map((name) => join(folder, name)),
    ),
  );
  return Promise.all(
    files.flat().map(async (file) => ({ file: file.slice(root.length), text: await readFile(file, 'utf8') })),
  );
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

export interface FrontOffice {
  readonly objects: ServiceOf<typeof BusinessObjects>;
  readonly storage: ServiceOf<typeof Storage>;
  readonly events: ServiceOf<typeof EventLog>;
  readonly tasks: ServiceOf<typeof DurableTasks>;
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

/** Real engines on SQLite files in a folder of their own; the billing database is the one that the vertical ships. */
export async function startFrontOffice(
  options: {
    readonly models?: readonly ModelFile[];
    readonly billing?: string;
    readonly own?: string;
    readonly load?: readonly string[];
  } = {},
): Promise<FrontOffice> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caruso-objects-'));
  const manager = createServiceManager({ appDir: vertical, dataDir, log: silent });
  const models = options.models ?? (await utilityModels());
  await manager.add([
    {
      component: storage,
      settings: {
        stores: {
          own: { url: options.own ?? 'sqlite:own.db' },
          billing: {
            url: options.billing ?? 'sqlite:billing.db',
            schema: 'frozen',
            load: options.billing ? [] : (options.load ?? ['legacy/schema.sql', 'legacy/data.sql']),
          },
        },
      },
    },
    { component: expressions },
    { component: businessObjects, settings: { models, stores: ['own', 'billing'] } },
  ]);
  return {
    objects: manager.use(BusinessObjects),
    storage: manager.use(Storage),
    events: manager.use(EventLog),
    tasks: manager.use(DurableTasks),
    failures: manager
      .list()
      .flatMap((service) =>
        service.state === 'running' ? [] : [`${service.component}: ${service.reason ?? service.state}`],
      ),
    async stop() {
      await manager.stop({ drainMs: 0 });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const system = systemPrincipal('test');

export function staff(id: string, ...roles: readonly string[]): Principal {
  return { kind: 'user', id, name: `User ${id}`, roles: [...roles] };
}

export function customer(number: number | string): Principal {
  return {
    kind: 'customer',
    id: `c${number}`,
    name: `Customer ${number}`,
    roles: ['customer'],
    customer: { class: 'Customer', key: String(number) },
  };
}
