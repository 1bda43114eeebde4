import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import businessObjects from '@caruso/business-objects/component';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager } from '@caruso/core-service-manager';
import { systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Component, Logger, Principal, ServiceManager } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import scriptEngine from '@caruso/script-engine/component';
import storage from '@caruso/storage-manager/component';
import { EventLog } from '@caruso/storage-manager/contract';
import workManager from '@caruso/work-manager/component';
import { WorkManager } from '@caruso/work-manager/contract';
// oxlint-disable-next-line import/default -- a CommonJS package: Node gives its exports as the default
import wavefile from 'wavefile';
import commServer from '../../component.js';
import { CommServer } from '../../contract/index.js';
import type { ActiveContact, ContactState } from '../../contract/index.js';
import { sine } from '../../media/telephone.fixture.js';
import { digestHa1 } from '../../sip/index.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const vertical = join(root, 'examples/utility-vertical');
export const system = systemPrincipal('test');
export const REALM = 'caruso';

export const agentAna: Principal = { kind: 'user', id: 'ana', name: 'Ana Ribeiro', roles: ['agent'] };
export const supervisor: Principal = { kind: 'user', id: 'sofia', name: 'Sofia Mendes', roles: ['supervisor'] };

const skills = ['moving', 'readings', 'invoices', 'outages', 'general'];

export interface FrontOffice {
  readonly manager: ServiceManager;
  readonly logged: readonly { readonly level: string; readonly message: string; readonly fields: object }[];
  readonly sipPort: number;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface FrontOfficeOptions {
  /** Keeps the data of an earlier one. */
  readonly dataDir?: string;
  readonly settings?: object;
  readonly extra?: readonly { readonly component: Component; readonly settings?: unknown }[];
  readonly without?: readonly string[];
  readonly legacy?: string;
}

/** The utility front office with its real engines, and agents `ana` (201) and `ben` (202). */
export async function openFrontOffice(options: FrontOfficeOptions = {}): Promise<FrontOffice> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'caruso-comm-')));
  const appDir = join(dataDir, 'app');
  await writePrompts(appDir);
  await cp(join(vertical, 'legacy'), join(appDir, 'legacy'), { recursive: true });
  const logged: { level: string; message: string; fields: object }[] = [];
  const note =
    (level: string) =>
    (fields: object, message = ''): void =>
      void logged.push({ level, message, fields });
  const log: Logger = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
    child: () => log,
  };
  const manager = createServiceManager({ appDir, dataDir, log });
  const models = [
    ...(await texts(join(root, 'packages/crm/core/objects'), '.yaml')),
    ...(await texts(join(vertical, 'objects'), '.yaml')),
  ];
  const queues = skills.map((queue) => ({ queue, label: { en: queue }, skills: { [queue]: 1 }, ringSeconds: 5 }));
  const billing =
    options.legacy === undefined
      ? { url: 'sqlite:billing.db', schema: 'frozen', load: ['legacy/schema.sql', 'legacy/data.sql'] }
      : { url: options.legacy, schema: 'frozen' };
  const components = [
    { component: expressions },
    { component: storage, settings: { stores: { own: { url: 'sqlite:own.db' }, billing } } },
    { component: businessObjects, settings: { models, stores: ['own', 'billing'] } },
    { component: scriptEngine, settings: { scripts: await texts(join(vertical, 'scripts'), '.xml') } },
    { component: workManager, settings: { queues } },
  ].filter(({ component }) => options.without?.includes(component.name) !== true);
  await manager.add([...components, ...(options.extra ?? [])]);
  await makeAgents(manager);
  const settings = {
    sip: {
      host: '127.0.0.1',
      port: 0,
      realm: REALM,
      numbers: { '101': { script: 'welcome', language: 'en' }, '199': { script: 'nowhere', language: 'en' } },
    },
    dispositions: [{ value: 'solved', label: { en: 'Solved', pt: 'Resolvido' } }],
    ...options.settings,
  };
  await manager.add([{ component: commServer, settings }]);
  const failures = manager.list().filter(({ state }) => state !== 'running');
  if (failures.length > 0)
    throw new Error(failures.map(({ component, reason }) => `${component}: ${reason}`).join('; '));
  const { sip } = await manager.use(CommServer).endpoint({});
  return {
    manager,
    logged,
    sipPort: sip?.port ?? 0,
    dataDir,
    async stop() {
      await manager.stop({ drainMs: 0 });
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What the log tells of one contact, in short. */
export async function historyOf({ manager }: FrontOffice, contact: string): Promise<readonly string[]> {
  const events = await manager.use(EventLog).read({ contact, types: ['contact.'] });
  return events.map(({ type, customer }) => (customer === undefined ? type : `${type} ${customer}`));
}

/** The one contact in this state that the caller sees, as soon as there is one. */
export async function contactIn(
  { manager }: FrontOffice,
  state: ContactState,
  principal = system,
): Promise<ActiveContact> {
  for (;;) {
    const contacts = await manager.use(CommServer).active({}, { principal });
    const found = contacts.find((contact) => contact.state === state);
    if (found !== undefined) return found;
    await sleep(20);
  }
}

async function makeAgents(manager: ServiceManager): Promise<void> {
  const objects = manager.use(BusinessObjects);
  for (const [id, name, extension] of [
    ['ana', 'Ana Ribeiro', '201'],
    ['ben', 'Ben Clarke', '202'],
  ] as const) {
    const values = {
      id,
      name,
      roles: ['agent'],
      extension,
      phoneHa1: digestHa1(extension, REALM, `demo-${extension}`),
      skills: Object.fromEntries(skills.map((skill) => [skill, 5])),
    };
    await objects.create({ class: 'User', values }, { principal: system, idempotencyKey: id });
  }
  await manager.use(WorkManager).refreshAgents({}, { principal: system });
}

async function texts(folder: string, ending: string): Promise<{ file: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted();
  return await Promise.all(
    names.map(async (name) => ({
      file: join(basename(dirname(join(folder, name))), name),
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
}

async function writePrompts(appDir: string): Promise<void> {
  const folder = join(appDir, 'prompts');
  await mkdir(join(folder, 'en'), { recursive: true });
  // A second of a low tone says anything; the hold music is a high one.
  for (const name of [
    'greeting',
    'customerNumber',
    'topic',
    'unknownNumber',
    'unidentified',
    'customerNumber-noinput',
  ]) {
    await writeFile(join(folder, 'en', `welcome-${name}.wav`), wav(440, 8000));
  }
  await writeFile(join(folder, 'en', 'technical-problem.wav'), wav(440, 4000));
  await writeFile(join(folder, 'hold.wav'), wav(1000, 16_000));
}

function wav(hertz: number, samples: number): Uint8Array {
  const wave = new wavefile.WaveFile();
  wave.fromScratch(1, 8000, '16', sine(hertz, samples));
  return wave.toBuffer();
}
