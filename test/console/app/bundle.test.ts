import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { keptLocales } from '../../../console/build/kept-locales.ts';
import { LAYERS, PRESSABLE_STYLE } from '../../../console/build/page.ts';
import { runningHub } from '../../../console/build/running-hub.ts';
import { pageHeaders } from '../../../console/policy.ts';
import { type BuiltFile, builtConsole } from './built.ts';

/** What a browser loads before the first ticket is shown, in bytes of gzip -9. */
const SCRIPTS = 245_000;
const STYLES = 16_000;

let files: readonly BuiltFile[];
let html: string;
beforeAll(async () => {
  files = await builtConsole();
  html = files.find(({ name }) => name === 'index.html')?.body.toString() ?? '';
}, 120_000);

const packed = (file: BuiltFile): number => gzipSync(file.body, { level: 9 }).length;
const withImports = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of files.find((file) => file.name === name)?.imports ?? []) withImports(next, seen);
  return seen;
};

describe('what is loaded first', () => {
  test(`the scripts, with one language, have at most ${SCRIPTS / 1000} KB`, () => {
    const entry = /<script type="module"[^>]* src="\/([^"]+)"/.exec(html)?.[1] ?? '';
    const languages = files.filter(({ name }) => /\/(?:en|it|de|ar)-[\w-]+\.js$/.test(name));
    expect(languages).toHaveLength(4);
    const first = [...withImports(entry)].map((name) => files.find((file) => file.name === name) as BuiltFile);
    expect(first.length).toBeGreaterThan(0);
    const bytes = first.reduce((sum, file) => sum + packed(file), 0) + Math.max(...languages.map(packed));
    expect(bytes).toBeLessThanOrEqual(SCRIPTS);
    expect(bytes).toBeGreaterThan(100_000);
  });

  test('one stylesheet, which has the id that React Aria looks for and the rule that it would add', () => {
    const sheets = files.filter(({ name }) => name.endsWith('.css'));
    expect(sheets).toHaveLength(1);
    expect(html.match(/<link [^>]*rel="stylesheet"[^>]*>/g)).toEqual([expect.stringContaining(`id="${PRESSABLE_STYLE}"`)]);
    expect(sheets[0]?.body.toString()).toContain('[data-react-aria-pressable]{touch-action:pan-x pan-y pinch-zoom}');
    expect(packed(sheets[0] as BuiltFile)).toBeLessThanOrEqual(STYLES);
  });

  test('the order of the layers comes before every style, so that the reset is the weakest', () => {
    const sheet = files.find(({ name }) => name.endsWith('.css'))?.body.toString() ?? '';
    expect(sheet.startsWith(LAYERS)).toBe(true);
    expect(readFileSync('console/src/style/index.css', 'utf8').split('\n', 1)[0]).toBe(LAYERS);
  });

  test('the Latin font is on its way before the stylesheet asks for it', () => {
    const [, font = ''] = /<link rel="preload" as="font"[^>]* href="\/([^"]+)"/.exec(html) ?? [];
    expect(font).toMatch(/plex-sans-latin-wght-normal/);
    expect(files.some(({ name }) => name === font)).toBe(true);
  });
});

describe('under a strict policy', () => {
  test('nothing is inline, and nothing comes from elsewhere', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const { name, body } of files.filter((file) => file.name.endsWith('.css')))
      expect([name, /url\(["']?(?:data:|https?:)/.test(body.toString())]).toEqual([name, false]);
  });

  test('no script makes code of text', () => {
    for (const { name, body } of files.filter((file) => file.name.endsWith('.js')))
      expect([name, /\beval\(|new Function\(/.test(body.toString())]).toEqual([name, false]);
  });

  test('stories stay in development', () => expect(files.some(({ body }) => body.includes('data-story'))).toBe(false));

  test('the policy lets only own files run, and the feed and the buckets be called', () => {
    const policy = pageHeaders('wss://feed.example/live', ['https://files.example'])['content-security-policy'] ?? '';
    expect(policy).toContain(`script-src 'self';`);
    expect(policy).toContain(`style-src 'self';`);
    expect(policy).toContain(`connect-src 'self' wss://feed.example https://files.example;`);
    expect(policy).toContain(`img-src 'self' https://files.example;`);
    expect(policy).toContain(`require-trusted-types-for 'script'`);
    expect(policy).not.toContain('unsafe');
    expect(pageHeaders('')['content-security-policy']).toContain(`connect-src 'self';`);
  });
});

describe('the strings of React Aria', () => {
  const { resolveId, load } = keptLocales(['en', 'ar']) as unknown as {
    resolveId: (specifier: string, importer?: string) => string | null;
    load: (id: string) => string | null;
  };
  test.each([
    ['./fr-FR.mjs', '/x/node_modules/react-aria/dist/intl/menu.mjs', true],
    ['../intl/zh-TW', '/x/node_modules/react-stately/a.mjs', true],
    ['./ar-AE.mjs', '/x/node_modules/react-aria/dist/intl/menu.mjs', false],
    ['./en-US.mjs', '/x/node_modules/react-aria/dist/intl/menu.mjs', false],
    ['./fr-FR.mjs', '/x/node_modules/other/a.mjs', false],
    ['./button.mjs', '/x/node_modules/react-aria/a.mjs', false],
    ['./fr-FR.mjs', undefined, false],
  ])('%s in %s is left out: %s', (specifier, importer, isLeftOut) => {
    const id = resolveId(specifier, importer);
    expect(id === null ? null : load(id)).toBe(isLeftOut ? 'export default {};' : null);
  });
  test('other files are loaded as they are', () => expect(load('/x/a.mjs')).toBeNull());
});

describe('the running hub', () => {
  test('is where its dev.json says', () => {
    const read = (path: string): string => JSON.stringify({ apiUrl: `http://${path}`, wsUrl: 'ws://x', adminToken: 'secret' });
    expect(runningHub('home', read)).toEqual({ apiUrl: 'http://home/dev.json', wsUrl: 'ws://x' });
  });
  test('is at its default address before its first start', () => {
    const read = (): string => {
      throw new Error('ENOENT');
    };
    expect(runningHub('home', read)).toEqual({ apiUrl: 'http://127.0.0.1:8080', wsUrl: 'ws://127.0.0.1:8080/ws' });
  });
});
