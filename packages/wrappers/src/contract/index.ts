export * from './demo-mailbox.js';
export * from './mail.js';
export * from './outages.js';
