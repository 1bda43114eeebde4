export * from './model.js';
export * from './objects.js';
export * from './scope.js';
export * from './settings.js';
