export * from './dialogs.js';
export * from './engine.js';
export * from './settings.js';
