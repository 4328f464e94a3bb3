import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../docs/decisions/', import.meta.url);
const records = readdirSync(FOLDER).filter((name) => /^\d{4}-.*\.md$/.test(name));

test('each decision record has a number of its own, and its title says it', () => {
  const numbers = records.map((name) => name.slice(0, 4));
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  for (const name of records) expect(readFileSync(new URL(name, FOLDER), 'utf8').split('\n')[0], name).toContain(name.slice(0, 4));
});
