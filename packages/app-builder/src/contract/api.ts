/**
 * The HTTP API between the browser (or any client) and a running application. JSON; instants are ISO 8601.
 * Every route needs a session cookie or, for the command line, a bearer token; every change needs the header `x-csrf-token`
 * from `GET /api/session`. An error is `{ error: ApiError }` with the HTTP status in {@link httpStatus}.
 */
import type { ErrorCode, Principal, ServiceInfo } from '@caruso/core-service-manager/contract';
import type { BusinessObject, ClassInfo } from '@caruso/business-objects/contract';
import type { ActiveContact } from '@caruso/comm-server/contract';
import type { Monitor } from '@caruso/reporting/contract';
import type { DialogSummary, DialogView } from '@caruso/script-engine/contract';
import type { AgentInfo, WorkSnapshot } from '@caruso/work-manager/contract';

export interface ApiError {
  readonly code: ErrorCode;
  /** For the person, in English; the client shows its own text where it has one for `code`. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** To find the log line. */
  readonly requestId: string;
}

export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  overloaded: 429,
  cancelled: 499,
  internal: 500,
  refused: 502,
  unavailable: 503,
  'no-provider': 503,
  deadline: 504,
};

/** GET /api/session (200 also when nobody is signed in: principal null). POST {name, password} signs in, DELETE signs out. */
export interface SessionInfo {
  readonly principal: Principal | null;
  readonly csrfToken: string;
  readonly application: {
    readonly name: string;
    readonly title: Readonly<Record<string, string>>;
    readonly languages: readonly string[];
    /** Labels of the queues, by name. */
    readonly queues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  /** Pages this person may open, in the order of the menu. */
  readonly pages: readonly Page[];
}
export type Page =
  | 'desktop'
  | 'customers'
  | 'monitor'
  | 'reports'
  | 'services'
  | 'mailbox'
  | 'phones'
  | 'users'
  | 'portal';

/** GET /api/objects/:class?search=&limit=&offset=&where=JSON-Filter */
export interface ObjectPage {
  readonly objects: readonly BusinessObject[];
  readonly total: number;
}
export type {
  BusinessObject,
  ClassInfo,
  DialogView,
  DialogSummary,
  ActiveContact,
  AgentInfo,
  WorkSnapshot,
  Monitor,
  ServiceInfo,
};

/** GET /api/screens/:name: a page made of sections, from `screens/NAME.yaml`. */
export interface Screen {
  readonly screen: string;
  readonly title: Readonly<Record<string, string>>;
  readonly class: string;
  readonly sections: readonly ScreenSection[];
}
export type ScreenSection =
  | {
      readonly kind: 'fields';
      readonly title: Readonly<Record<string, string>>;
      readonly attributes: readonly string[];
    }
  | {
      readonly kind: 'list';
      readonly title: Readonly<Record<string, string>>;
      readonly relation: string;
      readonly columns: readonly string[];
      readonly limit: number;
      readonly empty: Readonly<Record<string, string>>;
    }
  /** Everything that ever happened with the customer: contacts of all media, with their dialogs, newest first. */
  | {
      readonly kind: 'history';
      readonly title: Readonly<Record<string, string>>;
      readonly relation: string;
      readonly limit: number;
    }
  /** What a service says about the object: an operation's answer as a list, e.g. outages at her postal code. */
  | {
      readonly kind: 'service';
      readonly title: Readonly<Record<string, string>>;
      readonly name: string;
      readonly empty: Readonly<Record<string, string>>;
    };

/** GET /api/screens/:name/:key/service/:section → rows ready to show. */
export interface ServiceSectionRows {
  readonly rows: readonly {
    readonly title: Readonly<Record<string, string>>;
    readonly detail: Readonly<Record<string, string>>;
    readonly tone: 'info' | 'warning';
  }[];
}

/** GET /api/work/me: what the agent's desktop starts from. */
export interface Desk {
  readonly agent: AgentInfo;
  readonly phone: { readonly extension: string; readonly registered: boolean } | null;
  /** Her contacts under way: offered, connected or in wrap-up. */
  readonly contacts: readonly ActiveContact[];
  /** Her dialogs that are not over, newest first: after a crash she finds them here. */
  readonly dialogs: readonly DialogSummary[];
}

/** GET /api/monitor (supervisor, administrator). */
export interface MonitorInfo {
  readonly work: WorkSnapshot;
  /** Real contacts only. */
  readonly today: Monitor;
  /** Those of the demo calls, while they are on. */
  readonly simulatedToday: Monitor | null;
  readonly contacts: readonly ActiveContact[];
  readonly simulation: { readonly on: boolean };
}

/** GET /api/live: server-sent events, each `event:` a key of this type and `data:` its value as JSON. Only what the person may see. */
export interface LiveEvents {
  /** Agent: her own desk changed. */
  readonly desk: Desk;
  /** A dialog she sees changed. */
  readonly dialog: DialogView;
  /** Supervisor, administrator. */
  readonly monitor: MonitorInfo;
  /** A business object she may read was created, updated or removed: load it again. */
  readonly object: { readonly class: string; readonly key: string };
  /** Every 20 s, so that a dead line is noticed. */
  readonly ping: { readonly at: string };
}

/** GET /api/mailbox, /api/mailbox/:id (administrator, supervisor, agent): the demo's mailbox. 404 `not-found` when the application has none. */
export interface MailboxMessage {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly receivedAt: string;
  readonly text: string;
}

/** GET /api/users (administrator, supervisor). POST, PATCH /api/users/:id (administrator). */
export interface UserInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: 'user' | 'customer';
  readonly roles: readonly string[];
  readonly skills: Readonly<Record<string, number>>;
  readonly extension: string | null;
  readonly customer: string | null;
  readonly active: boolean;
}
