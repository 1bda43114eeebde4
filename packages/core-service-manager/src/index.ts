export * from './clock/system-clock.js';
export * from './clock/virtual-clock.js';
export * from './identifiers/time-ordered-ids.js';
export * from './manager/create-service-manager.js';
