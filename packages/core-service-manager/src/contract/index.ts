export * from './component.js';
export * from './contract.js';
export * from './errors.js';
export * from './finding.js';
export * from './manager.js';
export * from './principal.js';
