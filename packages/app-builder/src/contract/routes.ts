/**
 * Every route of the API with the roles that may call it. The server builds its table from this list, so no route can exist without rights;
 * row and field rights are checked below, in the business objects.
 */
export const roles = ['agent', 'supervisor', 'administrator', 'customer'] as const;
export type Role = (typeof roles)[number];

const staff = ['agent', 'supervisor', 'administrator'] as const;
const leads = ['supervisor', 'administrator'] as const;
const everyone = ['agent', 'supervisor', 'administrator', 'customer'] as const;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** `public`: without sign-in. */
  readonly roles: readonly Role[] | 'public';
}

export const routes = {
  getSession: { method: 'GET', path: '/api/session', roles: 'public' },
  signIn: { method: 'POST', path: '/api/session', roles: 'public' },
  signOut: { method: 'DELETE', path: '/api/session', roles: 'public' },
  classes: { method: 'GET', path: '/api/objects', roles: everyone },
  queryObjects: { method: 'GET', path: '/api/objects/:class', roles: everyone },
  getObject: { method: 'GET', path: '/api/objects/:class/:key', roles: everyone },
  relatedObjects: { method: 'GET', path: '/api/objects/:class/:key/related/:relation', roles: everyone },
  updateObject: { method: 'PATCH', path: '/api/objects/:class/:key', roles: everyone },
  objectHistory: { method: 'GET', path: '/api/objects/:class/:key/history', roles: staff },
  screen: { method: 'GET', path: '/api/screens/:name', roles: everyone },
  screenService: { method: 'GET', path: '/api/screens/:name/:key/service/:section', roles: everyone },
  scripts: { method: 'GET', path: '/api/scripts', roles: everyone },
  /** ?contact= &customer=CLASS:KEY &mine=1 &open=1 */
  dialogs: { method: 'GET', path: '/api/dialogs', roles: everyone },
  /** { script, language, customer?: {class,key}, contact? }; the channel follows from who asks: customers web, others agent. A customer's dialog is about herself and opens a web contact. */
  startDialog: { method: 'POST', path: '/api/dialogs', roles: everyone },
  dialog: { method: 'GET', path: '/api/dialogs/:id', roles: everyone },
  /** { revision, node, value } */
  answerDialog: { method: 'POST', path: '/api/dialogs/:id/answer', roles: everyone },
  /** { revision } */
  backDialog: { method: 'POST', path: '/api/dialogs/:id/back', roles: everyone },
  /** { revision, node } */
  reviseDialog: { method: 'POST', path: '/api/dialogs/:id/revise', roles: everyone },
  /** { reason } */
  abandonDialog: { method: 'POST', path: '/api/dialogs/:id/abandon', roles: everyone },
  /** { revision } */
  takeOverDialog: { method: 'POST', path: '/api/dialogs/:id/take-over', roles: staff },
  retryDialog: { method: 'POST', path: '/api/dialogs/:id/retry', roles: everyone },
  desk: { method: 'GET', path: '/api/work/me', roles: ['agent'] },
  /** { state: offline|ready|paused, reason? } */
  setState: { method: 'POST', path: '/api/work/me/state', roles: ['agent'] },
  contact: { method: 'GET', path: '/api/contacts/:id', roles: staff },
  answerContact: { method: 'POST', path: '/api/contacts/:id/answer', roles: ['agent'] },
  hangUpContact: { method: 'POST', path: '/api/contacts/:id/hang-up', roles: staff },
  /** { customer: {class, key} } */
  identifyContact: { method: 'POST', path: '/api/contacts/:id/identify', roles: ['agent'] },
  /** { disposition, note } */
  completeContact: { method: 'POST', path: '/api/contacts/:id/complete', roles: ['agent'] },
  dispositions: { method: 'GET', path: '/api/dispositions', roles: staff },
  monitor: { method: 'GET', path: '/api/monitor', roles: leads },
  reports: { method: 'GET', path: '/api/reports', roles: leads },
  /** ?from= &to= &format=csv|json|html; without format the Report as JSON */
  report: { method: 'GET', path: '/api/reports/:name', roles: leads },
  services: { method: 'GET', path: '/api/services', roles: ['administrator'] },
  describeService: { method: 'GET', path: '/api/services/:contract', roles: ['administrator'] },
  /** { input }: calls an operation on the caller's behalf, for trying things out */
  callService: { method: 'POST', path: '/api/services/:contract/call/:operation', roles: ['administrator'] },
  /** { spec, name?, settings?, rank?, ownProcess? } */
  addComponent: { method: 'POST', path: '/api/components', roles: ['administrator'] },
  /** { spec, settings?, drainMs? } */
  replaceComponent: { method: 'POST', path: '/api/components/:name/replace', roles: ['administrator'] },
  /** { drainMs? } */
  rollbackComponent: { method: 'POST', path: '/api/components/:name/rollback', roles: ['administrator'] },
  removeComponent: { method: 'DELETE', path: '/api/components/:name', roles: ['administrator'] },
  /** Prometheus text format 0.0.4; with the bearer token of the application. */
  metrics: { method: 'GET', path: '/metrics', roles: ['administrator'] },
  phones: { method: 'GET', path: '/api/phones', roles: leads },
  simulation: { method: 'GET', path: '/api/simulation', roles: leads },
  /** { on } */
  setSimulation: { method: 'PUT', path: '/api/simulation', roles: leads },
  tasks: { method: 'GET', path: '/api/tasks', roles: ['administrator'] },
  retryTask: { method: 'POST', path: '/api/tasks/:id/retry', roles: ['administrator'] },
  mailbox: { method: 'GET', path: '/api/mailbox', roles: staff },
  mailboxMessage: { method: 'GET', path: '/api/mailbox/:id', roles: staff },
  users: { method: 'GET', path: '/api/users', roles: leads },
  /** { id, name, roles, password, skills?, extension?, phonePassword?, customer? } */
  addUser: { method: 'POST', path: '/api/users', roles: ['administrator'] },
  /** { name?, roles?, password?, skills?, extension?, phonePassword?, active? } */
  changeUser: { method: 'PATCH', path: '/api/users/:id', roles: ['administrator'] },
  live: { method: 'GET', path: '/api/live', roles: everyone },
} as const satisfies Readonly<Record<string, Route>>;
export type RouteName = keyof typeof routes;
