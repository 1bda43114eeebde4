export * from './component-container.js';
export * from './inject.js';
export * from './service-identifier.js';
