import type { Page } from '../api/contracts.js';

/** Where each page of the menu lives. */
export const pagePaths: Readonly<Record<Page, string>> = {
  desktop: '/desk',
  customers: '/customers',
  monitor: '/monitor',
  reports: '/reports',
  services: '/services',
  mailbox: '/mailbox',
  phones: '/phones',
  users: '/users',
  portal: '/portal',
};
