import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import businessObjects from '@caruso/business-objects/component';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Component, Logger, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import { Expressions } from '@caruso/expressions/contract';
import storage from '@caruso/storage-manager/component';
import { DurableTasks, EventLog } from '@caruso/storage-manager/contract';
import scriptEngine from '../src/component.js';
import { ScriptEngine } from '../src/contract/index.js';
import type { ScriptTools } from '../src/definition/bench.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const vertical = join(root, 'examples/utility-vertical');

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** The text files of a folder with an ending, by name. */
export async function textFiles(folder: string, ending: string): Promise<readonly TextFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })));
}

export async function utilityModels(): Promise<readonly TextFile[]> {
  return [
    ...(await textFiles(join(root, 'packages/crm/core/objects'), '.yaml')),
    ...(await textFiles(join(vertical, 'objects'), '.yaml')),
  ];
}

export const utilityScripts = (): Promise<readonly TextFile[]> => textFiles(join(vertical, 'scripts'), '.xml');

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

export interface FrontOffice {
  readonly scripts: ServiceOf<typeof ScriptEngine>;
  readonly objects: ServiceOf<typeof BusinessObjects>;
  readonly expressions: ServiceOf<typeof Expressions>;
  readonly tasks: ServiceOf<typeof DurableTasks>;
  readonly events: ServiceOf<typeof EventLog>;
  /** What scripts are compiled with. */
  readonly tools: ScriptTools;
  readonly dataDir: string;
  readonly failures: readonly string[];
  /** Stops everything and leaves the data where they are. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

export interface FrontOfficeOptions {
  readonly scripts?: readonly TextFile[];
  /** Data of an office that was halted. */
  readonly dataDir?: string;
  /** Further components, such as the receiver of an action. */
  readonly also?: readonly Component[];
}

/** Real engines on SQLite files; the billing database is the one that the utility vertical ships. */
export async function startFrontOffice(options: FrontOfficeOptions = {}): Promise<FrontOffice> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'caruso-scripts-')));
  const manager = createServiceManager({ appDir: vertical, dataDir, log: silent });
  await manager.add([
    {
      component: storage,
      settings: {
        stores: {
          own: { url: 'sqlite:own.db' },
          billing: { url: 'sqlite:billing.db', schema: 'frozen', load: ['legacy/schema.sql', 'legacy/data.sql'] },
        },
      },
    },
    { component: expressions },
    { component: businessObjects, settings: { models: await utilityModels(), stores: ['own', 'billing'] } },
    ...(options.also ?? []).map((component) => ({ component })),
    { component: scriptEngine, settings: { scripts: options.scripts ?? (await utilityScripts()) } },
  ]);
  const objects = manager.use(BusinessObjects);
  const types = await objects.valueTypes({});
  const language = manager.use(Expressions);
  return {
    scripts: manager.use(ScriptEngine),
    objects,
    expressions: language,
    tasks: manager.use(DurableTasks),
    events: manager.use(EventLog),
    tools: {
      compile: (source, settings) => language.compile(source, settings),
      compileTemplate: (source, settings) => language.compileTemplate(source, settings),
      valueType: (className) => types[className] ?? null,
    },
    dataDir,
    failures: manager
      .list()
      .flatMap(({ state, component, reason, health }) =>
        state === 'running' && health !== 'degraded' ? [] : [`${component}: ${reason ?? state}`],
      ),
    halt: () => manager.stop({ drainMs: 0 }),
    async stop() {
      await manager.stop({ drainMs: 0 });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function staff(id: string, ...roles: readonly string[]): Principal {
  return { kind: 'user', id, name: `User ${id}`, roles: [...roles] };
}

export function customer(number: number): Principal {
  return {
    kind: 'customer',
    id: `c${number}`,
    name: `Customer ${number}`,
    roles: ['customer'],
    customer: { class: 'Customer', key: String(number) },
  };
}
