export * from './record-store.js';
export * from './events.js';
export * from './settings.js';
export * from './storage.js';
export * from './tables.js';
export * from './tasks.js';
