import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Settings are read in few ways; each of them is looked for in all code that runs or builds the hub. */
const READ = [
  /\benv\.([A-Z][A-Z0-9_]+)\b/g,
  /\b(?:env|shell)\['([A-Z][A-Z0-9_]+)'\]/g,
  /\bsetting: '([A-Z][A-Z0-9_]+)'/g,
  /\b(?:setting|settingOr|numberSetting|required)\(\s*'([A-Z][A-Z0-9_]+)'/g,
];
/** `NAME: z.…` in a schema of the environment. */
const SCHEMA = /^\s+([A-Z][A-Z0-9]*_[A-Z0-9_]+): z\./gm;

/** The system's own. */
const NOT_OURS = new Set(['PATH', 'HOME']);

const read = new Map<string, string>();
for (const file of globSync('{bin,lib,functions,domain,channels,adapters,local,demo,scripts}/**/*.{ts,mjs}')) {
  const text = readFileSync(file, 'utf8');
  for (const pattern of [...READ, ...(text.includes('process.env') || file.endsWith('settings.ts') ? [SCHEMA] : [])])
    for (const [, name] of text.matchAll(pattern)) if (name && !NOT_OURS.has(name)) read.set(name, file);
}
const [documented = '', later = ''] = readFileSync('docs/configuration.md', 'utf8').split('## Not read yet');
const rows = (text: string): string[] => [...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\|/gm)].map(([, name]) => name ?? '');

test('every setting that is read has a row', () => {
  const missing = [...read].filter(([name]) => !rows(documented).includes(name));
  expect(missing).toEqual([]);
});

test('every row is read, but those that say they are not yet', () => {
  expect(rows(documented).filter((name) => !read.has(name))).toEqual([]);
  expect(rows(later).filter((name) => read.has(name))).toEqual([]);
});

test('no setting has two rows', () => {
  const all = [...rows(documented), ...rows(later)];
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
});
