import { defineConfig } from 'vitest/config';

/** Tests on the embedded engines (SQLite files, the gateways of the laptop cloud). */
const embedded = ['test/adapters/**/*.test.ts', 'test/local/**/*.test.ts'];
const scenarios = ['test/scenarios/**/*.test.ts'];
/** Stories about the embedded set's own files, which start it themselves. */
const alwaysEmbedded = [
  'test/scenarios/damaged-files.test.ts',
  'test/scenarios/full-disk.test.ts',
  'test/scenarios/migration.test.ts',
  'test/scenarios/seed.test.ts',
  'test/scenarios/upgrade.test.ts',
];
const browser = ['test/browser/**/*.test.ts'];
/** The same conformance suites on Kafka, DynamoDB Local, OpenSearch and the emulator. */
const engines = ['test/engines/**/*.test.ts'];
/** Stacks deployed to the emulator. */
const deployed = ['test/deployed/**/*.test.ts'];
const elsewhere = [...embedded, ...engines, ...scenarios, ...deployed, ...browser];

/** Random inputs follow from `PARLEY_SEED`, where it is set. */
const setupFiles = ['test/harness/seed-properties.ts'];

/**
 * Each starts processes of its own and measures them; in parallel they would only measure each other. A hook's limit is above that of a hub's start, which then
 * ends what it began.
 */
const stories = { include: scenarios, testTimeout: 240_000, hookTimeout: 400_000, fileParallelism: false };

/**
 * One project a tier; `npm test` runs them all, `npx vitest --project unit` one. No retries anywhere: a flaky test is a bug. Time limits only end a broken
 * test: a machine that is several times slower must not reach them.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', setupFiles, include: ['test/**/*.test.ts'], exclude: elsewhere, testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'engines-embedded', setupFiles, include: embedded, testTimeout: 180_000, hookTimeout: 180_000 } },
      { test: { name: 'engines', setupFiles, include: engines, globalSetup: ['test/engines/setup.ts'], testTimeout: 900_000, hookTimeout: 180_000 } },
      { test: { ...stories, name: 'scenarios', globalSetup: ['test/harness/shared-hub.ts'] } },
      {
        test: {
          ...stories,
          name: 'scenarios-real',
          exclude: alwaysEmbedded,
          globalSetup: ['test/harness/shared-hub-real.ts'],
          env: { PARLEY_TEST_ENGINES: 'real' },
        },
      },
      { test: { name: 'deployed', include: deployed, testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false } },
      {
        test: {
          name: 'browser',
          include: browser,
          globalSetup: ['test/harness/shared-hub.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          expect: { poll: { timeout: 60_000 } },
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
