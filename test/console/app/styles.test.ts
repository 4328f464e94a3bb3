import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SHEETS = globSync('console/src/**/*.css').toSorted();
const COMPONENTS = globSync('console/src/**/*.tsx').toSorted();
const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '');

const RAW_COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lch|lab|color)\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b/i;
/** Sides that stay where they are when the page is mirrored. */
const PHYSICAL =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|left|right|border-(?:top|bottom)-(?:left|right)-radius)(?:-\w+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/;

/** Lines of a sheet that match. */
const found = (pattern: RegExp, files: readonly string[]): string[] =>
  files.flatMap((file) =>
    withoutComments(readFileSync(file, 'utf8'))
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );

test('there are sheets to look at', () => expect([SHEETS.length > 8, COMPONENTS.length > 8]).toEqual([true, true]));

test('colours are tokens', () => {
  expect(
    found(
      RAW_COLOUR,
      SHEETS.filter((file) => !file.endsWith('/tokens.css')),
    ),
  ).toEqual([]);
  expect(found(/['"`](?:#[0-9a-f]{3,8}|(?:rgb|hsl|oklch)\()/i, COMPONENTS)).toEqual([]);
});

test('sides are logical', () => expect(found(PHYSICAL, SHEETS)).toEqual([]));

test('every sheet is in a layer', () => {
  const outside = SHEETS.filter(
    (file) => !/\/(index|fonts)\.css$/.test(file) && !/^@layer (reset|tokens|base|parts|screens) \{/.test(withoutComments(readFileSync(file, 'utf8')).trim()),
  );
  expect(outside).toEqual([]);
});

test('every token that is used is defined', () => {
  const sources = [...SHEETS, ...COMPONENTS].map((file) => readFileSync(file, 'utf8')).join('\n');
  const defined = new Set([...sources.matchAll(/['"]?(--[\w-]+)['"]?\s*:/g)].map(([, name]) => name));
  // Set by React Aria on its popovers.
  const given = new Set(['--trigger-width', '--visual-viewport-height']);
  const used = [...sources.matchAll(/var\((--[\w-]+)(?=\))/g)].map(([, name]) => name ?? '');
  expect([...new Set(used)].filter((name) => !defined.has(name) && !given.has(name))).toEqual([]);
});

test.each(['margin-left: 1px', 'a { right: 0 }', 'text-align: right', 'border-top-left-radius: 2px', '{ padding-right:0'])('“%s” would be found', (line) =>
  expect(PHYSICAL.test(line)).toBe(true),
);
test.each(['margin-inline-start: 1px', 'text-align: start', 'border-radius: 1px'])('“%s” would not', (line) => expect(PHYSICAL.test(line)).toBe(false));
test.each(['color: #fff', 'background: rgb(0 0 0)', 'color: white'])('“%s” is a raw colour', (line) => expect(RAW_COLOUR.test(line)).toBe(true));
test.each(['color: var(--ink)', 'color: currentcolor', 'white-space: nowrap', 'color: inherit'])('“%s” is none', (line) =>
  expect(RAW_COLOUR.test(line)).toBe(false),
);
