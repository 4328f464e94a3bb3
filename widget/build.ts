import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from '@swc/core';
import { type BuildOptions, build, transform } from 'esbuild';
import { en } from './src/words/en.ts';
import { OTHERS } from './src/words/words.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Where `npm run widget-build` puts its files, for a bucket or any other server of files. */
export const WIDGET_FOLDER = here('dist/');
/** All that a page may ask for: the script, and the languages other than English. */
export const WIDGET_FILES: readonly string[] = ['widget.js', ...OTHERS.map((language) => `widget-${language}.js`)];

/** Browsers that know `light-dark()` and `adoptedStyleSheets`. */
const TARGET = ['chrome123', 'firefox120', 'safari17.5'];

/** Names between our own modules: no page, hub, browser or storage knows them. */
const INTERNAL = [
  'alone|catchUp|cells|compete|derived|drawer|emailOfShop|giveEmail|hasSound|hurry|introduce|isAsked|isAway|isBlocked|isCut|isFirst|isLast',
  'isOfAnother|isOpen|isPassing|isRequired|isWatched|isWhole|keepDraft|newId|noticed|onClose|onConnection|onFrame|onLost|onOpen|onRefused',
  'onReply|onSent|onText|onValue|onWrite|onWrongHash|openSocket|readHistory|readOlder|readTo|readUpdates|refused|renewLinks|retryAfter|setSound',
  'showChat|showSaved|showTyping|socketUrl|announce|change|connection|discard|draft|forget|history|messages|older|ready|session|settings|typing',
  'unread|updates|watch|speech|startSession|tokenForFile|unsent|uploads|waiting',
].join('|');

const options = (root: string) =>
  ({
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'browser',
    charset: 'utf8',
    target: TARGET,
    // Smaller than Preact's JSX runtime.
    tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
    mangleProps: new RegExp(`^(${INTERNAL})$`),
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    plugins: [
      {
        name: 'styles-as-text',
        setup({ onLoad }) {
          onLoad({ filter: /\.css$/ }, async ({ path }) => {
            const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: TARGET });
            return { contents: code.trim(), loader: 'text' };
          });
        },
      },
    ],
  }) as const satisfies BuildOptions;

/** Names of texts are long for people and short for pages. They begin with `$`, so that nothing else looks like one. */
const SHORT = new Map(Object.keys(en).map((name, at) => [name, name.startsWith('$') ? `$${at.toString(36)}` : name]));
const shortened = (text: string): string => text.replace(/\$[A-Za-z]+/g, (name) => SHORT.get(name) ?? name);

const minified = async (text = '', module: boolean): Promise<string> =>
  (await minify(shortened(text), { compress: { passes: 3, ecma: 2020, unsafe_arrows: true, unsafe_methods: true }, mangle: true, ecma: 2020, module })).code;

/**
 * Bundles the widget into one classic script, with its styles as text for a constructed stylesheet, and a module for each other language. swc
 * minifies, four percent smaller than esbuild. Returns the files that they were made of, from `root`. @throws if a source cannot be compiled
 */
export async function buildWidget(folder = WIDGET_FOLDER, root = here('..')): Promise<string[]> {
  const script = build({ ...options(root), entryPoints: [here('src/main.tsx')], inject: [here('src/view/h.ts')], format: 'iife' });
  const words = OTHERS.map((language) => build({ ...options(root), entryPoints: [here(`src/words/${language}.ts`)], format: 'esm' }));
  const [main, ...others] = await Promise.all([script, ...words]);
  await mkdir(folder, { recursive: true });
  const texts = await Promise.all([minified(main.outputFiles[0]?.text, false), ...others.map(({ outputFiles }) => minified(outputFiles[0]?.text, true))]);
  await Promise.all(WIDGET_FILES.map((name, at) => writeFile(join(folder, name), texts[at] ?? '')));
  return [...new Set([main, ...others].flatMap(({ metafile }) => Object.keys(metafile.inputs)))];
}
