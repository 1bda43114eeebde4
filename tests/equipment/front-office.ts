import type { ActiveContact, MonitorInfo } from '@caruso/app-builder/contract';
import type { Browser } from 'playwright-core';
import { startAgentPhone } from './agent-phone.js';
import type { AgentPhone } from './agent-phone.js';
import { apiClient } from './api-client.js';
import type { ApiClient } from './api-client.js';
import { billingOnPostgres, copyUtilityVertical, mailBySmtp } from './application-copy.js';
import { billingFingerprint } from './billing-on-sqlite.js';
import { startBrowser } from './browser.js';
import { startNatsServer } from './nats-server.js';
import { startBillingOnPostgres } from './postgres.js';
import { runApplication } from './running-application.js';
import type { TestedApplication } from './running-application.js';
import { callBySipp } from './sipp-caller.js';
import type { Caller } from './sipp-caller.js';
import { startSmtpServer } from './smtp-server.js';
import type { MailServer } from './smtp-server.js';
import { until } from './until.js';

/** The utility's front office in the morning: running, with a phone on the desk of each agent, everybody offline. */
export interface FrontOffice {
  readonly app: TestedApplication;
  readonly browser: Browser;
  readonly supervisor: ApiClient;
  /** The company's own mail server, where the demo's mailbox is not used. */
  readonly mailServer: MailServer | undefined;
  phoneOf(agent: AgentName): AgentPhone;
  agent(agent: AgentName): ApiClient;
  /** A customer rings, in English. */
  call(): Promise<Caller>;
  monitor(): Promise<MonitorInfo>;
  /** Waits for a contact under way. */
  contact(what: string, fits: (contact: ActiveContact) => boolean): Promise<ActiveContact>;
  stateOf(agent: AgentName): Promise<string | undefined>;
  /** Hashes of the legacy database: its schema and its rows. */
  fingerprint(): Promise<{ readonly schema: string; readonly rows: string }>;
  close(): Promise<void>;
}

/** Ana and Carla have the skill for moving house, Ben has not. Carla is added to the demo's accounts. */
export const extensions = { ana: '201', ben: '202', carla: '203' } as const;
export type AgentName = keyof typeof extensions;
const names = Object.keys(extensions) as readonly AgentName[];

/** Where the parts of the application are; only `app.yaml` differs. */
export interface Variant {
  /** The legacy database on PostgreSQL and mail by an external SMTP server. */
  readonly elsewhere?: boolean;
  /** Four processes that find each other over NATS. */
  readonly apart?: boolean;
}

/** The components of each process; the one with the pages last. */
export const fourProcesses = [
  ['storage-manager', 'business-objects'],
  ['script-engine', 'work-manager', 'reporting'],
  ['comm-server'],
  ['mail', 'outage-feed', 'demo-mailbox', 'billing', 'web-server'],
] as const;

export async function openFrontOffice({ elsewhere = false, apart = false }: Variant): Promise<FrontOffice> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end();
  };
  const owned = async <T>(made: Promise<T>, end: (thing: T) => Promise<unknown>): Promise<T> => {
    const thing = await made;
    closing.push(() => end(thing));
    return thing;
  };
  try {
    const postgres = elsewhere ? await owned(startBillingOnPostgres(), (it) => it.remove()) : undefined;
    const mailServer = elsewhere ? await owned(startSmtpServer(), (it) => it.stop()) : undefined;
    const nats = apart ? await owned(startNatsServer(), (it) => it.remove()) : undefined;
    const copy = await owned(
      copyUtilityVertical((yaml) => {
        if (postgres !== undefined) billingOnPostgres(postgres.url)(yaml);
        if (mailServer !== undefined) mailBySmtp(mailServer.url)(yaml);
        if (nats !== undefined) yaml.setIn(['nats'], { servers: [nats.url] });
      }),
      (it) => it.remove(),
    );
    const app = await owned(runApplication(copy.dir, apart ? fourProcesses : undefined), (it) => it.remove());
    await addCarla(await apiClient(app.url, 'admin'));
    const supervisor = await apiClient(app.url, 'sofia');
    const desks = new Map<AgentName, { readonly client: ApiClient; readonly phone: AgentPhone }>();
    for (const name of names) {
      const account = { extension: extensions[name], password: `demo-${extensions[name]}` };
      const phone = await owned(startAgentPhone({ sipPort: app.sipPort, ...account }), (it) => it.end());
      desks.set(name, { client: await apiClient(app.url, name), phone });
    }
    const deskOf = (name: AgentName): { readonly client: ApiClient; readonly phone: AgentPhone } => {
      const desk = desks.get(name);
      if (desk === undefined) throw new Error(`${name} has no desk`);
      return desk;
    };
    const browser = await owned(startBrowser(), (it) => it.close());
    const monitor = (): Promise<MonitorInfo> => supervisor.get('/api/monitor');
    return {
      app,
      browser,
      supervisor,
      mailServer,
      phoneOf: (name) => deskOf(name).phone,
      agent: (name) => deskOf(name).client,
      call: () => owned(callBySipp({ sipPort: app.sipPort, number: '101' }), (it) => it.end()),
      monitor,
      contact: (what, fits) => until(what, async () => (await monitor()).contacts.find(fits), { withinMs: 20_000 }),
      stateOf: async (name) => (await monitor()).work.agents.find(({ id }) => id === name)?.state,
      fingerprint: async () => postgres?.fingerprint() ?? billingFingerprint(app.dataDir),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addCarla(administrator: ApiClient): Promise<void> {
  await administrator.change('POST', '/api/users', {
    id: 'carla',
    name: 'Carla Nunes',
    roles: ['agent'],
    password: 'demo-carla',
    skills: { moving: 3 },
    extension: extensions.carla,
    phonePassword: `demo-${extensions.carla}`,
  });
}
