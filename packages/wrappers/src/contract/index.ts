export * from './demo-mailbox.js';
export * from './directory.js';
export * from './file-drop.js';
export * from './mail.js';
export * from './outages.js';
