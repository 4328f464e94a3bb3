import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...['docs', 'docs/decisions'].flatMap((folder) => readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : []))),
];

/** As GitHub makes anchors of headings: lower case, no punctuation, hyphens for spaces. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...page.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const linksOf = (page: string): string[] =>
  [...page.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));

test.each(PAGES)('%s links to files and headings that are there', (path) => {
  for (const link of linksOf(readFileSync(path, 'utf8'))) {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    expect(existsSync(target), `${link} in ${path}`).toBe(true);
    if (anchor !== undefined && target.endsWith('.md')) expect([...anchorsOf(readFileSync(target, 'utf8'))], `${link} in ${path}`).toContain(anchor);
  }
});

describe('operations', () => {
  const page = readFileSync('docs/operations.md', 'utf8');

  test('every alarm finds its runbook', () => {
    const expected = [
      'kafka-lag',
      'stream-lag',
      'dead-letters',
      'server-errors',
      'throttling',
      'search-unwell',
      'broker-unwell',
      'timers-late',
      'error-groups',
    ];
    expect([...anchorsOf(page)]).toEqual(expect.arrayContaining(expected));
  });

  test('its commands are there and know their options', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const commands = [...page.matchAll(/npm run ([\w:-]+)([^`\n#]*)/g)].flatMap(([, name = '', options = '']) => {
      const [script] = /scripts\/operate\/[\w-]+\.ts/.exec(scripts[name] ?? '') ?? [];
      return script === undefined ? [] : [{ script, options }];
    });
    expect(commands.length).toBeGreaterThan(5);
    for (const { script, options } of commands) {
      const source = readFileSync(script, 'utf8');
      for (const [, option = ''] of options.matchAll(/--([\w-]+)/g)) expect(source, `${script} --${option}`).toMatch(new RegExp(`\\b'?${option}'?: \\{ type:`));
    }
  });
});
