import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';

const text = readFileSync('docs/decisions/0582-folders-one-way.md', 'utf8');

/** The files of a numbered list under its title. */
const walk = (title: string): string[] => {
  const list = text.split(`\n${title}:\n\n`)[1]?.split('\n\n')[0] ?? '';
  return [...list.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path]) => String(path));
};

it.each(['Inbound message', 'Reply'])('%s: a walk of at most 12 files that exist, and never back into a folder', (title) => {
  const files = walk(title);
  expect(files.length).toBeGreaterThan(5);
  expect(files.length).toBeLessThanOrEqual(12);
  expect(files.filter((path) => !existsSync(path))).toEqual([]);
  const folders = files.map(dirname).filter((folder, at, all) => folder !== all[at - 1]);
  expect(folders).toEqual([...new Set(folders)]);
});
