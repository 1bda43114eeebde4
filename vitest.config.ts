import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Decorated classes keep their metadata in tests as in the built product.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['packages/*/src/**/*.spec.ts', 'examples/**/*.spec.ts', 'scripts/**/*.spec.ts', 'tests/**/*.spec.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores, and tests that run real servers: more at once only makes them wait for each other.
    maxWorkers: 2,
  },
});
