import { createBrowserRouter } from 'react-router';
import type { RouteObject } from 'react-router';
import type { ComponentType } from 'react';
import type { Page } from '../api/contracts.js';
import { CrashPage } from './crash-page.js';
import { HomePage } from './home-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PageGate } from './page-gate.js';
import { ShellPage } from './shell.js';

/** Each page's code is loaded when somebody goes there. */
function page(path: string, name: Page, load: () => Promise<ComponentType>): RouteObject {
  return {
    path,
    lazy: async () => {
      const Component = await load();
      return {
        Component: () => (
          <PageGate page={name}>
            <Component />
          </PageGate>
        ),
      };
    },
  };
}

export const router = createBrowserRouter([
  {
    path: '/sign-in',
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    lazy: async () => ({ Component: (await import('../session/sign-in-page.js')).SignInPage }),
  },
  {
    path: '/',
    Component: ShellPage,
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: HomePage },
      page('desk', 'desktop', async () => (await import('../desk/desk-page.js')).DeskPage),
      page('customers', 'customers', async () => (await import('../customers/customers-page.js')).CustomersPage),
      page('customers/:key', 'customers', async () => (await import('../customers/customer-page.js')).CustomerPage),
      page('monitor', 'monitor', async () => (await import('../monitor/monitor-page.js')).MonitorPage),
      page('reports', 'reports', async () => (await import('../reports/reports-page.js')).ReportsPage),
      page('reports/:name', 'reports', async () => (await import('../reports/report-page.js')).ReportPage),
      page('services', 'services', async () => (await import('../administration/services-page.js')).ServicesPage),
      page('phones', 'phones', async () => (await import('../administration/phones-page.js')).PhonesPage),
      page('users', 'users', async () => (await import('../administration/users-page.js')).UsersPage),
      page('mailbox', 'mailbox', async () => (await import('../administration/mailbox-page.js')).MailboxPage),
      page('mailbox/:id', 'mailbox', async () => (await import('../administration/mailbox-page.js')).MailboxPage),
      page('portal', 'portal', async () => (await import('../portal/portal-page.js')).PortalPage),
      page(
        'portal/dialogs/:id',
        'portal',
        async () => (await import('../portal/portal-dialog-page.js')).PortalDialogPage,
      ),
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
