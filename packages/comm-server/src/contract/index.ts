export * from './comm.js';
export * from './events.js';
export * from './messages.js';
export * from './settings.js';
