import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { DOCS_FOLDER } from '../../lib/docs-files.ts';
import { gatewayFunctions, workerFunctions } from '../../local/functions/launch.ts';
import { DEMO, PROCESSES, SIMULATOR, THREAD_FILES, THREADS } from '../../local/prepare/entries.ts';
import type { Prepared } from '../../local/prepare/prepared.ts';

/** The source file, from the repository's root, of a place in a file of the hub's bundles; undefined where nothing is known. */
export type SourceOf = (url: string, line: number, column: number) => string | undefined;

const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) => (kind === 'require-call' ? undefined : { path: 'node:http', namespace: 'lazy-http' }));
    onLoad({ filter: /.*/, namespace: 'lazy-http' }, () => ({ contents: "module.exports = require('node:http');", loader: 'js' }));
  },
};

/** Chunks are named by a hash that a source map changes, and what they import and export is in the order of those. As many characters stay before the code. */
const codeOf = (text: string): string =>
  text
    .replace(/import(?:\{[^}]*\}from)?"\.[^"]*";/g, '')
    .replace(/export\{[^}]*\};/g, '')
    .replace(/\b[A-Z0-9]{8}\.js/g, '.js');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith(DOCS_FOLDER));

/** What a hub's folder was bundled from, in the order of `local/prepare/main.ts`: the order of modules in a chunk follows from it. */
export const entriesOf = (home: string): string[] => {
  const { plan } = JSON.parse(readFileSync(join(home, 'run', 'prepared.json'), 'utf8')) as Prepared;
  const needed = new Set([...gatewayFunctions(plan), ...workerFunctions(plan)]);
  return [...plan.functions.filter(({ name }) => needed.has(name)).map(({ entry }) => entry), ...PROCESSES, ...THREADS, SIMULATOR, DEMO];
};

/**
 * The hub's bundles carry no source maps. Bundles the same entries again, as `local/prepare/bundle.ts` does on embedded engines (a test holds
 * the two together), and keeps only the maps. Nothing is written. @throws when a bundle of the hub is not among them
 */
export const mapBundles = async (root: string, bundles: string, entries: readonly string[]): Promise<SourceOf> => {
  const files = filesBelow(bundles);
  const { outputFiles } = await build({
    entryPoints: [...new Set(entries)].filter((entry) => existsSync(join(root, entry))),
    absWorkingDir: root,
    outdir: bundles,
    outbase: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    conditions: ['embedded', 'embedded-engines'],
    mainFields: ['module', 'main'],
    define: {
      ...Object.fromEntries(Object.entries(THREAD_FILES).map(([name, path]) => [name, JSON.stringify(path)])),
      PARLEY_DOCS_FOLDER: JSON.stringify(pathToFileURL(`${join(bundles, DOCS_FOLDER)}/`).href),
    },
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    loader: { '.html': 'text', '.css': 'text', '.svg': 'text' },
    external: ['bufferutil', 'utf-8-validate'],
    plugins: [lazyHttp],
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    write: false,
    logLevel: 'silent',
  });
  const textOf = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const mapped = new Map([...textOf].filter(([path]) => path.endsWith('.js')).map(([path, text]) => [codeOf(text), path]));
  const maps = new Map<string, SourceMap>();
  for (const name of files) {
    const twin = mapped.get(codeOf(readFileSync(join(bundles, name), 'utf8')));
    const map = textOf.get(`${twin ?? ''}.map`);
    if (twin === undefined || map === undefined)
      throw new Error(`${name} is not what bench/profile/sources.ts bundles: hold it against local/prepare/bundle.ts`);
    const payload = JSON.parse(map) as SourceMapPayload;
    const sources = payload.sources.map((source) => relative(root, join(twin, '..', source)));
    maps.set(pathToFileURL(join(bundles, name)).href, new SourceMap({ ...payload, sources }));
  }
  return (url, line, column) => {
    const entry = maps.get(url)?.findEntry(line, column);
    return entry !== undefined && 'originalSource' in entry ? entry.originalSource : undefined;
  };
};
