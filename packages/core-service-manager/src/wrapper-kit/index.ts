export * from './described-contract.js';
export * from './described-service.js';
export * from './legacy-errors.js';
export * from './legacy-system.js';
export * from './secrets.js';
export * from './template.js';
