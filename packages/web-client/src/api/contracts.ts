/** The shapes of the API's answers, types only: nothing of the server's code reaches the browser. */
export type {
  ActiveContact,
  AgentInfo,
  ApiError,
  BusinessObject,
  ClassInfo,
  Desk,
  DialogSummary,
  DialogView,
  LiveEvents,
  MailboxMessage,
  Monitor,
  MonitorInfo,
  ObjectPage,
  Page,
  Role,
  Screen,
  ScreenSection,
  ServiceInfo,
  ServiceSectionRows,
  SessionInfo,
  UserInfo,
  WorkSnapshot,
} from '@caruso/app-builder/contract';
export type { ContractDescription, ObjectRef, ReplacementReport } from '@caruso/core-service-manager/contract';
export type { Report } from '@caruso/reporting/contract';
export type { Task } from '@caruso/storage-manager/contract';

import type { phoneSchema } from '@caruso/comm-server/contract';
import type { AttributeInfo } from '@caruso/business-objects/contract';
import type { DialogView, WorkSnapshot } from '@caruso/app-builder/contract';
import type { scriptInfoSchema } from '@caruso/script-engine/contract';
import type { z } from 'zod';

export type { AttributeInfo };
export type DialogStep = DialogView['step'];
export type DialogAction = DialogView['actions'][number];
export type Phone = z.infer<typeof phoneSchema>;
export type ScriptInfo = z.infer<typeof scriptInfoSchema>;
export type WaitingItem = WorkSnapshot['items'][number];
export type QueueInfo = WorkSnapshot['queues'][number];
export type Json = DialogView['path'][number]['answer'];
/** Text per language, English at least. */
export type Label = Readonly<Record<string, string>>;
export interface Disposition {
  readonly value: string;
  readonly label: Label;
}
export interface ReportName {
  readonly name: string;
  readonly title: Label;
}
