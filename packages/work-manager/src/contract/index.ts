export * from './settings.js';
export * from './work.js';
