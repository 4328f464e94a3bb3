import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { DOCS_FOLDER } from '../../lib/docs-files.ts';
import { gatewayFunctions, workerFunctions } from '../../local/functions/launch.ts';
import { bundleOptions } from '../../local/prepare/bundle.ts';
import { withProcesses } from '../../local/prepare/entries.ts';
import type { Prepared } from '../../local/prepare/prepared.ts';

/** The source file, from the repository's root, of a position in a file of the hub's bundles; undefined if unknown. */
export type SourceOf = (url: string, line: number, column: number) => string | undefined;

/** Names of chunks contain a hash that a source map changes, and their imports and exports are in the order of the names. The code itself keeps its position. */
const codeOf = (text: string): string =>
  text
    .replace(/import(?:\{[^}]*\}from)?"\.[^"]*";/g, '')
    .replace(/export\{[^}]*\};/g, '')
    .replace(/\b[A-Z0-9]{8}\.js/g, '.js');

/** The chat widget's files are no bundle of the hub: the gateway only sends them. */
const WIDGET_FOLDER = 'widget/';
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith(DOCS_FOLDER) && !name.startsWith(WIDGET_FOLDER));

/** The entries that a hub's folder was bundled from, in the order of `local/prepare/main.ts`, which decides the order of modules in a chunk. */
export const entriesOf = (home: string): string[] => {
  const { plan } = JSON.parse(readFileSync(join(home, 'run', 'prepared.json'), 'utf8')) as Prepared;
  const needed = new Set([...gatewayFunctions(plan), ...workerFunctions(plan)]);
  return withProcesses(plan.functions.filter(({ name }) => needed.has(name)).map(({ entry }) => entry));
};

/**
 * The hub's bundles have no source maps. Bundles the same entries again, with the options for embedded engines, and keeps only the maps. Writes nothing.
 * @throws when a bundle of the hub differs
 */
export const mapBundles = async (root: string, bundles: string, entries: readonly string[]): Promise<SourceOf> => {
  const files = filesBelow(bundles);
  const present = entries.filter((entry) => existsSync(join(root, entry)));
  const { outputFiles } = await build({ ...bundleOptions(root, present, bundles), sourcemap: 'external', sourcesContent: false, write: false });
  const textOf = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const mapped = new Map([...textOf].filter(([path]) => path.endsWith('.js')).map(([path, text]) => [codeOf(text), path]));
  const maps = new Map<string, SourceMap>();
  for (const name of files) {
    const twin = mapped.get(codeOf(readFileSync(join(bundles, name), 'utf8')));
    const map = textOf.get(`${twin ?? ''}.map`);
    if (twin === undefined || map === undefined) throw new Error(`${name} differs from the output of local/prepare/bundle.ts in this checkout`);
    const payload = JSON.parse(map) as SourceMapPayload;
    const sources = payload.sources.map((source) => relative(root, join(twin, '..', source)));
    maps.set(pathToFileURL(join(bundles, name)).href, new SourceMap({ ...payload, sources }));
  }
  return (url, line, column) => {
    const entry = maps.get(url)?.findEntry(line, column);
    return entry !== undefined && 'originalSource' in entry ? entry.originalSource : undefined;
  };
};
