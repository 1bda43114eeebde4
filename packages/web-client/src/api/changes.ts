import type {
  ActiveContact,
  AgentInfo,
  DialogView,
  Json,
  ObjectRef,
  ReplacementReport,
  SessionInfo,
  UserInfo,
} from './contracts.js';
import { change } from './request.js';

export const signIn = (name: string, password: string) =>
  change<SessionInfo>('POST', '/api/session', { body: { name, password } });
export const signOut = () => change<unknown>('DELETE', '/api/session');

export type WantedState = 'offline' | 'ready' | 'paused';
export const setState = (state: WantedState, reason?: string) =>
  change<AgentInfo>('POST', '/api/work/me/state', { body: { state, reason } });
export const answerContact = (id: string) =>
  change<ActiveContact>('POST', '/api/contacts/:id/answer', { params: { id }, body: {} });
export const hangUpContact = (id: string) =>
  change<ActiveContact>('POST', '/api/contacts/:id/hang-up', { params: { id }, body: {} });
export const identifyContact = (id: string, customer: ObjectRef) =>
  change<ActiveContact>('POST', '/api/contacts/:id/identify', { params: { id }, body: { customer } });
export const completeContact = (id: string, disposition: string, note: string) =>
  change<unknown>('POST', '/api/contacts/:id/complete', { params: { id }, body: { disposition, note } });

export interface NewDialog {
  readonly script: string;
  readonly language: string;
  readonly customer?: ObjectRef;
  readonly contact?: string;
}
export const startDialog = (dialog: NewDialog) => change<DialogView>('POST', '/api/dialogs', { body: dialog });
export const answerDialog = (id: string, revision: number, node: string, value: Json) =>
  change<DialogView>('POST', '/api/dialogs/:id/answer', { params: { id }, body: { revision, node, value } });
export const backDialog = (id: string, revision: number) =>
  change<DialogView>('POST', '/api/dialogs/:id/back', { params: { id }, body: { revision } });
export const reviseDialog = (id: string, revision: number, node: string) =>
  change<DialogView>('POST', '/api/dialogs/:id/revise', { params: { id }, body: { revision, node } });
export const abandonDialog = (id: string, reason: string) =>
  change<DialogView>('POST', '/api/dialogs/:id/abandon', { params: { id }, body: { reason } });
export const takeOverDialog = (id: string, revision: number) =>
  change<DialogView>('POST', '/api/dialogs/:id/take-over', { params: { id }, body: { revision } });
export const retryDialog = (id: string) =>
  change<DialogView>('POST', '/api/dialogs/:id/retry', { params: { id }, body: {} });

export const setSimulation = (on: boolean) =>
  change<{ readonly on: boolean }>('PUT', '/api/simulation', { body: { on } });
export const retryTask = (id: string) => change<unknown>('POST', '/api/tasks/:id/retry', { params: { id }, body: {} });

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly password: string;
  readonly skills?: Readonly<Record<string, number>>;
  readonly extension?: string;
  readonly phonePassword?: string;
  readonly customer?: string;
}
export type UserChange = Partial<Omit<NewUser, 'id' | 'customer'>> & { readonly active?: boolean };
export const addUser = (user: NewUser) => change<UserInfo>('POST', '/api/users', { body: user });
export const changeUser = (id: string, user: UserChange) =>
  change<UserInfo>('PATCH', '/api/users/:id', { params: { id }, body: user });

export interface NewComponent {
  readonly spec: string;
  /** Of the instance, where it is to have another than the component's own. */
  readonly name?: string;
  readonly ownProcess: boolean;
}
export const addComponent = (component: NewComponent) =>
  change<ReplacementReport>('POST', '/api/components', { body: component });
export const replaceComponent = (name: string, body: { readonly spec: string; readonly drainMs: number }) =>
  change<ReplacementReport>('POST', '/api/components/:name/replace', { params: { name }, body });
export const rollbackComponent = (name: string, body: { readonly drainMs: number }) =>
  change<ReplacementReport>('POST', '/api/components/:name/rollback', { params: { name }, body });
export const removeComponent = (name: string) =>
  change<ReplacementReport>('DELETE', '/api/components/:name', { params: { name } });
