import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Commands in documents run as they are written, on the Node that a reader has (20 or newer). */
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
].filter((name) => /\.(?:md|txt)$/.test(name));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
const pages = PAGES.map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Node 20 does not run TypeScript. */
const BARE = /\bnode(?:\s+--?[\w=-]+)*\s+[\w./{}$-]+\.m?ts\b/g;

const found = (pattern: RegExp): string[] => pages.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`));

test('no document asks its reader to run TypeScript by hand', () => {
  expect('Run `node --watch scripts/x.ts` now'.match(BARE)).toEqual(['node --watch scripts/x.ts']);
  expect(PAGES.length).toBeGreaterThan(50);
  expect(found(BARE)).toEqual([]);
});

test('every `npm run` of a document is there', () => {
  const named = pages.flatMap(({ path, text }) => [...text.matchAll(/\bnpm run ([\w][\w:-]*)/g)].map(([, name = '']) => ({ path, name })));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
});

test('options reach the program, not npm', () => {
  expect(found(/\bnpm (?:run [\w:-]+|start|test) +-(?!- )\S+/g)).toEqual([]);
});

test('a script runs TypeScript by the Node that it installs first', () => {
  const typescript = Object.entries(scripts).filter(([, command]) => /\.ts\b/.test(command));
  expect(typescript.length).toBeGreaterThan(15);
  for (const [name, command] of typescript) expect(command, name).toMatch(/^node scripts\/\S+\.mjs\b/);
  expect(Object.entries(scripts).filter(([, command]) => /(?:^|[\s;&])node \S+\.ts\b/.test(command))).toEqual([]);
});
