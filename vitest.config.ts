import { defineConfig } from 'vitest/config';

/** Tests that start an engine (dynoxide, SQLite files, the gateways of the laptop cloud). */
const engines = ['test/adapters/**/*.test.ts', 'test/local/**/*.test.ts'];
const scenarios = ['test/scenarios/**/*.test.ts'];
const browser = ['test/browser/**/*.test.ts'];

/** One project a tier; `npm test` runs them all, `npx vitest --project unit` one. No retries anywhere: a flaky test is a bug. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...engines, ...scenarios, ...browser], testTimeout: 20_000 } },
      { test: { name: 'engines-embedded', include: engines, testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          name: 'scenarios',
          include: scenarios,
          globalSetup: ['test/harness/shared-hub.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each starts processes of its own and measures them; side by side they would only measure each other.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          globalSetup: ['test/harness/shared-hub.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts', 'channels/**/*.ts', 'functions/**/*.ts', 'adapters/**/*.ts', 'local/**/*.ts'],
      // `npm test` holds the figures against their least (scripts/test/coverage.ts).
      reporter: ['json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
