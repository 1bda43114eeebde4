/** Development fixture: canned answers. */
import type {
  ActiveContact,
  AgentInfo,
  BusinessObject,
  Desk,
  DialogSummary,
  MailboxMessage,
  MonitorInfo,
  Page,
  ServiceInfo,
  SessionInfo,
  UserInfo,
} from '@caruso/app-builder/contract';
import type { ReplacementReport } from '@caruso/core-service-manager/contract';

type Values = BusinessObject['values'];
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const object = (name: string, key: string, title: string, values: Values): BusinessObject => ({
  ref: { class: name, key },
  title,
  values,
});

const person = (
  number: number,
  firstName: string,
  lastName: string,
  phone: string,
  email: string,
  address: string,
): BusinessObject =>
  object('Customer', String(number), `${firstName} ${lastName}`, {
    number,
    salutation: 'MVR',
    firstName,
    lastName,
    birthDate: '1984-05-12',
    language: 'PT',
    phone,
    email,
    address,
    kind: 'P',
    blocked: false,
  });
export const customers = [
  person(
    100042,
    'Maria',
    'Teixeira',
    '+351 912 345 678',
    'maria.teixeira@example.com',
    'Rua das Flores 12, 4050-262 Porto',
  ),
  person(
    100077,
    'John',
    'Carter',
    '+351 913 222 111',
    'john.carter@example.com',
    'Avenida da Boavista 1203 3.º Esq., 4100-130 Porto',
  ),
  person(
    100112,
    'Maria do Carmo',
    'Teixeira de Vasconcelos',
    '+351 914 000 111',
    'carmo.vasconcelos@example.com',
    'Rua Dr. António José de Almeida 45, 4400-017 Vila Nova de Gaia',
  ),
];

const invoice = (
  year: number,
  sequence: number,
  date: string,
  dueDate: string,
  amount: string,
  open: string,
): BusinessObject =>
  object('Invoice', `${year}~${sequence}`, `${year}/${sequence}`, {
    year,
    sequence,
    date,
    dueDate,
    amount,
    open,
    state: open === '0.00' ? 'BT' : 'OP',
  });
export const related: Readonly<Record<string, readonly BusinessObject[]>> = {
  connections: [
    object('Connection', '100042~1', 'Rua das Flores 12, Porto', {
      product: 'E',
      street: 'Rua das Flores',
      houseNumber: '12',
      city: 'Porto',
      ean: '560130000041038672',
      since: '2011-09-01',
      state: 'A',
    }),
    object('Connection', '100042~2', 'Rua das Flores 12, Porto', {
      product: 'W',
      street: 'Rua das Flores',
      houseNumber: '12',
      city: 'Porto',
      ean: '560130000041039167',
      since: '2011-09-01',
      state: 'A',
    }),
  ],
  meters: [
    object('Meter', '0010022674', '0010022674', {
      number: '0010022674',
      kind: 'SL',
      lastReading: '19760.858',
      lastReadingDate: '2026-10-02',
      expectedYearlyUse: 1691,
    }),
    object('Meter', '0030022704', '0030022704', {
      number: '0030022704',
      kind: 'AN',
      lastReading: '572.742',
      lastReadingDate: '2026-10-02',
      expectedYearlyUse: 45,
    }),
  ],
  invoices: [
    invoice(2026, 22051, '2026-10-29', '2026-11-18', '108.13', '108.13'),
    invoice(2026, 19210, '2026-08-12', '2026-09-01', '90.95', '0.00'),
    invoice(2026, 16305, '2026-06-03', '2026-06-23', '96.51', '0.00'),
    invoice(2026, 13368, '2026-03-21', '2026-04-10', '93.19', '0.00'),
  ],
  moves: [
    object('Move', 'm1', 'Rua de Santa Catarina 312 2.º, Porto', {
      moveDate: '2026-12-15',
      newStreet: 'Rua de Santa Catarina',
      newHouseNumber: '312 2.º',
      newCity: 'Porto',
      contract: 'keep',
      meterReading: '19912.4',
      contactEmail: 'maria.teixeira@example.com',
      state: 'confirmed',
      requestedVia: 'voice',
    }),
  ],
  meterReadings: [],
  contacts: [
    object('Contact', 'c3', 'A sua mudança em 15 de dezembro', {
      medium: 'mail',
      state: 'closed',
      startedAt: ago(90_000),
      agentName: null,
      simulated: false,
    }),
    object('Contact', 'c2', 'Mudança de casa', {
      medium: 'voice',
      state: 'closed',
      startedAt: ago(90_600),
      agentName: 'Ana Ribeiro',
      waitSeconds: 14,
      talkSeconds: 312,
      disposition: 'solved',
      note: 'Asked whether the meter at the new address is already read. Told her the network operator does that on the day of the move.',
      simulated: false,
    }),
    object('Contact', 'c1', 'Meter reading', {
      medium: 'web',
      state: 'closed',
      startedAt: ago(4_320_000),
      agentName: null,
      simulated: false,
    }),
    object('Contact', 'c0', 'Call', {
      medium: 'voice',
      state: 'abandoned',
      startedAt: ago(9_320_000),
      waitSeconds: 75,
      simulated: true,
    }),
  ],
};

export const agent = (state: AgentInfo['state'], seconds: number, reason?: string): AgentInfo => ({
  id: 'ana',
  name: 'Ana Ribeiro',
  state,
  since: ago(seconds),
  skills: { moving: 8, general: 8 },
  extension: '201',
  simulated: false,
  ...(reason === undefined ? {} : { reason }),
});
const said = [
  { node: 'number', text: 'Introduza o seu número de cliente.', answerText: '100042' },
  {
    node: 'topic',
    text: 'Prima 1 para mudanças de casa, 2 para leituras, 3 para faturas.',
    answerText: 'Mudança de casa',
  },
];
const contact = (state: ActiveContact['state'], more: Partial<ActiveContact> = {}): ActiveContact => ({
  id: 'call-1',
  medium: 'voice',
  direction: 'in',
  state,
  remote: '+351912345678',
  language: 'pt',
  customer: { class: 'Customer', key: '100042' },
  customerName: 'Maria Teixeira',
  queue: 'moving',
  agent: 'ana',
  said,
  receivedAt: ago(130),
  waitingSince: ago(95),
  simulated: false,
  ...more,
});
const summary = (id: string, status: DialogSummary['status'], more: Partial<DialogSummary> = {}): DialogSummary => ({
  id,
  script: { id: 'movingHouse', version: '1', title: 'Mudança de casa' },
  status,
  owner: 'ana',
  channel: 'agent',
  customer: { class: 'Customer', key: '100042' },
  startedAt: ago(90_500),
  changedAt: ago(90_300),
  ...more,
});
export const dialogs = [summary('d-done', 'ended', { contact: 'c2', outcome: 'registered' })];
export const openDialogs = [summary('d-move', 'asking', { startedAt: ago(700), changedAt: ago(400) })];

const phone = { extension: '201', registered: true };
export const desks: Readonly<Record<string, () => Desk>> = {
  idle: () => ({ agent: agent('ready', 84), phone, contacts: [], dialogs: openDialogs }),
  paused: () => ({
    agent: agent('paused', 640, 'lunch'),
    phone: { extension: '201', registered: false },
    contacts: [],
    dialogs: [],
  }),
  ringing: () => ({
    agent: agent('reserved', 4),
    phone,
    contacts: [contact('ringing', { simulated: true })],
    dialogs: [],
  }),
  connected: () => ({
    agent: agent('busy', 63),
    phone,
    contacts: [contact('connected', { connectedAt: ago(63) })],
    dialogs: [summary('d-move', 'asking', { contact: 'call-1' })],
  }),
  unidentified: () => ({
    agent: agent('busy', 22),
    phone,
    contacts: [
      contact('connected', {
        connectedAt: ago(22),
        said: [],
        customer: undefined,
        customerName: undefined,
      } as Partial<ActiveContact>),
    ],
    dialogs: [],
  }),
  'wrap-up': () => ({
    agent: agent('wrap-up', 18),
    phone,
    contacts: [contact('wrap-up', { connectedAt: ago(333), endedAt: ago(18) })],
    dialogs: [],
  }),
};

const queue = (name: string, en: string, pt: string, waiting: number, longest: number | null, ready: number) => ({
  queue: name,
  label: { en, pt },
  waiting,
  readyAgents: ready,
  answerWithinSeconds: 20,
  ...(longest === null ? {} : { longestSince: ago(longest) }),
});
const today = (
  name: string,
  received: number,
  answered: number,
  abandoned: number,
  level: number | null,
  wait: number | null,
  talk: number | null,
) => ({
  queue: name,
  received,
  answered,
  abandoned,
  serviceLevel: level,
  averageWaitSeconds: wait,
  averageTalkSeconds: talk,
});
const other = (id: string, name: string, state: AgentInfo['state'], seconds: number, simulated = false): AgentInfo => ({
  id,
  name,
  state,
  since: ago(seconds),
  skills: {},
  simulated,
  ...(simulated ? {} : { extension: '202' }),
});
export const monitor = (): MonitorInfo => ({
  work: {
    at: new Date().toISOString(),
    agents: [
      agent('busy', 63),
      other('ben', 'Ben Clarke', 'paused', 340),
      other('s1', 'Rita Gomes', 'wrap-up', 12, true),
      other('s2', 'Tom Hale', 'ready', 95, true),
      other('s3', 'Inês Faria', 'busy', 205, true),
      other('s4', 'Paul Weber', 'offline', 7200, true),
    ],
    items: [
      {
        id: 'w1',
        medium: 'voice',
        queue: 'moving',
        skills: {},
        title: 'João Silva',
        simulated: true,
        since: ago(47),
        state: 'waiting',
        position: 1,
      },
      {
        id: 'w2',
        medium: 'voice',
        queue: 'billing',
        skills: {},
        title: '+351 938 111 222',
        simulated: true,
        since: ago(11),
        state: 'waiting',
        position: 1,
      },
      {
        id: 'w3',
        medium: 'voice',
        queue: 'general',
        skills: {},
        title: 'Ana Ferreira',
        simulated: false,
        since: ago(6),
        state: 'offered',
        agent: 's2',
      },
    ],
    queues: [
      queue('moving', 'Moving house', 'Mudança de casa', 1, 47, 0),
      queue('metering', 'Meter readings', 'Leituras', 0, null, 1),
      queue('billing', 'Invoices', 'Faturas', 1, 11, 1),
      queue('outages', 'Outages', 'Avarias', 0, null, 2),
      queue('general', 'Everything else', 'Outros assuntos', 1, 6, 1),
    ],
  },
  today: {
    at: new Date().toISOString(),
    total: today('', 184, 161, 14, 0.78, 17.4, 245),
    queues: [
      today('moving', 61, 52, 6, 0.71, 22, 310),
      today('metering', 30, 29, 1, 0.93, 8, 120),
      today('billing', 55, 49, 5, 0.77, 19, 250),
      today('outages', 0, 0, 0, null, null, null),
      today('general', 38, 31, 2, 0.84, 12, 180),
    ],
  },
  contacts: [
    contact('connected', { connectedAt: ago(63) }),
    contact('connected', {
      id: 'call-2',
      customerName: 'Luís Pinto',
      remote: 'sim',
      agent: 's3',
      queue: 'billing',
      connectedAt: ago(205),
      simulated: true,
    }),
    contact('in-dialog', {
      id: 'call-3',
      remote: '+351 220 333 444',
      customerName: undefined,
      customer: undefined,
      agent: undefined,
      queue: undefined,
    } as Partial<ActiveContact>),
  ],
  simulation: { on: true },
  simulatedToday: null,
});

const service = (
  contract: string,
  component: string,
  summaryText: string,
  more: Partial<ServiceInfo> = {},
): ServiceInfo => ({
  contract,
  contractVersion: '1.0.0',
  summary: summaryText,
  component,
  componentVersion: '0.1.0',
  state: 'running',
  health: 'up',
  since: ago(5400),
  rank: 0,
  place: 'here',
  process: '019a',
  breaker: 'closed',
  calls: { total: 1240, failed: 0, inFlight: 1, retried: 2, rejected: 0 },
  ...more,
});
export const services = [
  service(
    'business-objects',
    'business-objects',
    'Customers, contacts and everything else, whatever table they live in',
  ),
  service('comm-server', 'comm-server', 'Channels and contacts', {
    health: 'degraded',
    reason: 'The media process was started again 12 s ago after it ended with code 1.',
  }),
  service('mail', 'mail', 'E-mail through SMTP', {
    state: 'failed',
    health: 'unknown',
    reason: 'connect ECONNREFUSED 127.0.0.1:25: start the mail server or correct settings.url',
    calls: { total: 3, failed: 3, inFlight: 0, retried: 4, rejected: 0 },
    breaker: 'open',
    previousVersion: '0.0.9',
    source: '@caruso/wrappers/mail',
  }),
  service('reporting', 'reporting', 'Reports and the figures of the day'),
  service('script-engine', 'script-engine', 'Dialog scripts for agent, web and voice'),
];
/** What a change of a component reports; undefined for a version that is not fit: its SPEC says "broken". */
export function changed(
  method: string,
  name: string,
  what: string | undefined,
  spec: string,
): ReplacementReport | undefined {
  if (spec.includes('broken')) return undefined;
  const report = { name, from: '0.1.0', to: '0.2.0', startMs: 84, drainMs: 212, handedOver: [], stuck: [] };
  if (method === 'DELETE') return { ...report, to: null, startMs: 0 };
  if (name === '') return { ...report, name: spec.split('/').at(-1) ?? spec, from: null, drainMs: 0 };
  if (what === 'rollback') return { ...report, to: '0.0.9' };
  return { ...report, handedOver: [name], stuck: [{ operation: `${name}.send`, ageMs: 30_000 }] };
}
export const description = {
  id: 'reporting',
  version: '1.0.0',
  summary: 'Reports and the figures of the day',
  members: [
    {
      name: 'run',
      kind: 'operation',
      summary: 'One report over a period',
      idempotent: true,
      input: {
        type: 'object',
        required: ['report'],
        properties: {
          report: { type: 'string' },
          from: { type: 'string' },
          limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
        },
      },
      output: {
        type: 'object',
        required: ['rows'],
        properties: { rows: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      },
    },
    {
      name: 'followToday',
      kind: 'stream',
      summary: 'The figures of today after every change',
      input: { type: 'object', properties: {} },
      output: { type: 'object' },
    },
  ],
};
export const tasks = [
  {
    id: 't1',
    key: 'd-1:sendConfirmation',
    service: 'messages',
    operation: 'send',
    input: {},
    principal: { kind: 'system', id: 'script-engine', name: 'script-engine', roles: [] },
    maxAttempts: 8,
    state: 'dead',
    attempts: 8,
    dueAt: ago(3000),
    lastError: 'The mail server does not answer: connect ECONNREFUSED 127.0.0.1:2525',
  },
];
export const phones = [
  {
    extension: '201',
    registered: true,
    address: '192.168.1.20:5062',
    userAgent: 'baresip v3.9.0 (x86_64/Linux)',
    expiresAt: new Date(Date.now() + 3_000_000).toISOString(),
  },
  { extension: '202', registered: false },
];
const user = (id: string, name: string, roles: readonly string[], more: Partial<UserInfo> = {}): UserInfo => ({
  id,
  name,
  kind: roles.includes('customer') ? 'customer' : 'user',
  roles,
  skills: {},
  extension: null,
  customer: null,
  active: true,
  ...more,
});
export const users = [
  user('ana', 'Ana Ribeiro', ['agent'], {
    skills: { moving: 8, metering: 8, billing: 5, outages: 5, general: 8 },
    extension: '201',
  }),
  user('ben', 'Ben Clarke', ['agent'], { skills: { metering: 6, billing: 9 }, extension: '202', active: false }),
  user('sofia', 'Sofia Mendes', ['supervisor']),
  user('admin', 'Administrator', ['administrator']),
  user('maria', 'Maria Teixeira', ['customer'], { customer: '100042' }),
];
export const mails: readonly MailboxMessage[] = [
  {
    id: 'mail-1',
    from: 'service@lumina.example.com',
    to: ['maria.teixeira@example.com'],
    subject: 'A sua mudança em 15 de dezembro de 2026',
    receivedAt: ago(90_000),
    text: 'Caro(a) Maria Teixeira,\n\nregistámos a sua mudança em 15 de dezembro de 2026. Pode ver o estado a qualquer momento na sua área de cliente.\n\nLumina, energia e água',
  },
  {
    id: 'mail-2',
    from: 'service@lumina.example.com',
    to: ['john.carter@example.com'],
    subject: 'Your move on 1 December 2026',
    receivedAt: ago(190_000),
    text: 'Dear John Carter, …',
  },
];
export const report = {
  name: 'incoming-calls',
  title: { en: 'Incoming calls', pt: 'Chamadas recebidas' },
  from: ago(40_000),
  to: ago(0),
  columns: [
    { name: 'queue', label: { en: 'Queue', pt: 'Fila' }, unit: 'text', formula: { en: '' } },
    {
      name: 'received',
      label: { en: 'Received', pt: 'Recebidas' },
      unit: 'count',
      formula: { en: 'contacts that came into the queue' },
    },
    {
      name: 'answered',
      label: { en: 'Answered', pt: 'Atendidas' },
      unit: 'count',
      formula: { en: 'contacts an agent answered' },
    },
    {
      name: 'abandoned',
      label: { en: 'Abandoned', pt: 'Abandonadas' },
      unit: 'count',
      formula: { en: 'hung up before an agent answered' },
    },
    {
      name: 'level',
      label: { en: 'Service level', pt: 'Nível de serviço' },
      unit: 'percent',
      formula: { en: 'answered in time / (answered + abandoned)' },
    },
    {
      name: 'wait',
      label: { en: 'Average wait', pt: 'Espera média' },
      unit: 'seconds',
      formula: { en: 'sum of waitSeconds / answered' },
    },
    {
      name: 'talk',
      label: { en: 'Average talk', pt: 'Conversa média' },
      unit: 'seconds',
      formula: { en: 'sum of talkSeconds / ended' },
    },
  ],
  rows: [
    ['moving', 61, 52, 6, 0.71, 22, 310],
    ['metering', 30, 29, 1, 0.93, 8, 120],
    ['outages', 0, 0, 0, null, null, null],
  ],
  totals: [null, 91, 81, 7, 0.78, 17, 245],
};

const pages: Readonly<Record<string, readonly Page[]>> = {
  ana: ['desktop', 'customers', 'mailbox'],
  sofia: ['monitor', 'customers', 'reports', 'users', 'phones', 'mailbox'],
  admin: ['monitor', 'reports', 'users', 'phones', 'services', 'mailbox'],
  maria: ['portal'],
};
export function session(id: string | null): SessionInfo {
  const found = users.find((each) => each.id === id);
  const principal = found
    ? {
        kind: found.kind,
        id: found.id,
        name: found.name,
        roles: [...found.roles],
        ...(found.customer === null ? {} : { customer: { class: 'Customer', key: found.customer } }),
      }
    : null;
  return {
    principal,
    csrfToken: 'fixture',
    application: {
      name: 'utility',
      title: { en: 'Lumina front office', pt: 'Atendimento Lumina' },
      languages: ['en', 'pt'],
      queues: {
        moving: { en: 'Moving house', pt: 'Mudança de casa' },
        readings: { en: 'Meter readings', pt: 'Leituras' },
        invoices: { en: 'Invoices', pt: 'Faturas' },
        outages: { en: 'Outages', pt: 'Avarias' },
        general: { en: 'Everything else', pt: 'Outros assuntos' },
      },
    },
    pages: found ? (pages[found.id] ?? []) : [],
  };
}
