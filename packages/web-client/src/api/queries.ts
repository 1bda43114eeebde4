import { queryOptions } from '@tanstack/react-query';
import type {
  BusinessObject,
  ClassInfo,
  ContractDescription,
  Desk,
  DialogSummary,
  DialogView,
  Disposition,
  MailboxMessage,
  MonitorInfo,
  ObjectPage,
  ObjectRef,
  Phone,
  Report,
  ReportName,
  Screen,
  ScriptInfo,
  ServiceInfo,
  ServiceSectionRows,
  SessionInfo,
  Task,
  UserInfo,
} from './contracts.js';
import { get, keepCsrfToken } from './request.js';

const long = 10 * 60_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await get<SessionInfo>('/api/session', { signal });
    keepCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: long,
});

export const classesQuery = queryOptions({
  queryKey: ['classes'],
  queryFn: ({ signal }) => get<readonly ClassInfo[]>('/api/objects', { signal }),
  staleTime: long,
});

export const objectQuery = (ref: ObjectRef) =>
  queryOptions({
    queryKey: ['object', ref.class, ref.key],
    queryFn: ({ signal }) => get<BusinessObject>('/api/objects/:class/:key', { params: ref, signal }),
  });

export const searchQuery = (className: string, search: string, limit = 25) =>
  queryOptions({
    queryKey: ['objects', className, search, limit],
    queryFn: ({ signal }) =>
      get<ObjectPage>('/api/objects/:class', { params: { class: className }, query: { search, limit }, signal }),
  });

export const relatedQuery = (ref: ObjectRef, relation: string, limit: number) =>
  queryOptions({
    queryKey: ['related', ref.class, ref.key, relation, limit],
    queryFn: ({ signal }) =>
      get<readonly BusinessObject[]>('/api/objects/:class/:key/related/:relation', {
        params: { ...ref, relation },
        query: { limit },
        signal,
      }),
  });

export const screenQuery = (name: string) =>
  queryOptions({
    queryKey: ['screen', name],
    queryFn: ({ signal }) => get<Screen>('/api/screens/:name', { params: { name }, signal }),
    staleTime: 60_000,
  });

export const screenServiceQuery = (name: string, key: string, section: string) =>
  queryOptions({
    queryKey: ['screen-service', name, key, section],
    queryFn: ({ signal }) =>
      get<ServiceSectionRows>('/api/screens/:name/:key/service/:section', { params: { name, key, section }, signal }),
  });

export const scriptsQuery = queryOptions({
  queryKey: ['scripts'],
  queryFn: ({ signal }) => get<readonly ScriptInfo[]>('/api/scripts', { signal }),
  staleTime: 60_000,
});

export interface DialogFilter {
  readonly contact?: string;
  /** CLASS:KEY */
  readonly customer?: string;
  readonly mine?: 1;
  readonly open?: 1;
}
export const dialogsQuery = (filter: DialogFilter) =>
  queryOptions({
    queryKey: ['dialogs', filter],
    queryFn: ({ signal }) => get<readonly DialogSummary[]>('/api/dialogs', { query: { ...filter }, signal }),
  });

export const dialogQuery = (id: string) =>
  queryOptions({
    queryKey: ['dialog', id],
    queryFn: ({ signal }) => get<DialogView>('/api/dialogs/:id', { params: { id }, signal }),
  });

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: ({ signal }) => get<Desk>('/api/work/me', { signal }),
});
export const dispositionsQuery = queryOptions({
  queryKey: ['dispositions'],
  queryFn: ({ signal }) => get<readonly Disposition[]>('/api/dispositions', { signal }),
  staleTime: long,
});
export const monitorQuery = queryOptions({
  queryKey: ['monitor'],
  queryFn: ({ signal }) => get<MonitorInfo>('/api/monitor', { signal }),
});
export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => get<readonly ReportName[]>('/api/reports', { signal }),
  staleTime: 60_000,
});
export const reportQuery = (name: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['report', name, from, to],
    queryFn: ({ signal }) => get<Report>('/api/reports/:name', { params: { name }, query: { from, to }, signal }),
  });

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => get<readonly ServiceInfo[]>('/api/services', { signal }),
  refetchInterval: 5000,
});
export const serviceQuery = (contract: string) =>
  queryOptions({
    queryKey: ['service', contract],
    queryFn: ({ signal }) => get<ContractDescription>('/api/services/:contract', { params: { contract }, signal }),
    staleTime: 60_000,
  });
export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => get<readonly Task[]>('/api/tasks', { signal }),
  refetchInterval: 15_000,
});
export const phonesQuery = queryOptions({
  queryKey: ['phones'],
  queryFn: ({ signal }) => get<readonly Phone[]>('/api/phones', { signal }),
  refetchInterval: 10_000,
});
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get<readonly UserInfo[]>('/api/users', { signal }),
});
export const mailboxQuery = queryOptions({
  queryKey: ['mailbox'],
  queryFn: ({ signal }) => get<readonly MailboxMessage[]>('/api/mailbox', { signal }),
  refetchInterval: 10_000,
});
export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mailbox', id],
    queryFn: ({ signal }) => get<MailboxMessage>('/api/mailbox/:id', { params: { id }, signal }),
  });
