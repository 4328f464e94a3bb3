import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { atOnce, SIDE_BY_SIDE, scenarioFiles } from '../../scripts/test/scenario-files.ts';

test('every story runs once: side by side where it is listed, alone otherwise', () => {
  const { together, alone } = scenarioFiles();
  for (const file of together) expect(existsSync(file), file).toBe(true);
  expect(new Set(SIDE_BY_SIDE).size).toBe(together.length);
  expect(together.filter((file) => alone.includes(file))).toEqual([]);
  expect(alone).toContain('test/scenarios/sign-in-storm.test.ts');
});

test('fewer hubs with real engines run at once, because each start keeps the machine busy', () => {
  expect(atOnce('scenarios-real')).toBeLessThan(atOnce('scenarios'));
});
