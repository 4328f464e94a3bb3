import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { DOCS_FOLDER, DOCS_READER, docsSources, packDocs } from '../../lib/docs-files.ts';
import type { EngineSetName } from '../supervisor/settings.ts';
import { THREAD_FILES } from './entries.ts';

/**
 * An `import` of node:http reads every export, including `WebSocket`, for which Node loads its whole fetch: 14 MB in each process. A
 * `require` does not.
 */
const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) => (kind === 'require-call' ? undefined : { path: 'node:http', namespace: 'lazy-http' }));
    onLoad({ filter: /.*/, namespace: 'lazy-http' }, () => ({ contents: "module.exports = require('node:http');", loader: 'js' }));
  },
};

/** Import conditions by set of engines: topics and search can be embedded or real; the other adapters are always embedded. */
const CONDITIONS: Readonly<Record<EngineSetName, string[]>> = { embedded: ['embedded', 'embedded-engines'], real: ['embedded'] };

/** Options to bundle entries for these engines into `outdir`. Paths from the repository's root. */
export const bundleOptions = (root: string, entries: readonly string[], outdir: string, engines: EngineSetName = 'embedded') =>
  ({
    entryPoints: [...new Set(entries)],
    absWorkingDir: root,
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    conditions: CONDITIONS[engines],
    mainFields: ['module', 'main'],
    define: {
      ...Object.fromEntries(Object.entries(THREAD_FILES).map(([name, path]) => [name, JSON.stringify(path)])),
      PARLEY_DOCS_FOLDER: JSON.stringify(pathToFileURL(`${join(outdir, DOCS_FOLDER)}/`).href),
    },
    // The Kafka client's other variant reads a file that a bundle does not have.
    alias: { '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled' },
    loader: { '.html': 'text', '.css': 'text', '.svg': 'text' },
    // Optional dependencies of ws.
    external: ['bufferutil', 'utf-8-validate'],
    plugins: [lazyHttp],
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  }) as const satisfies BuildOptions;

/** The chat widget's files, for the gateway. Returns what they are made of; nothing without the widget's sources. */
async function widget(root: string, outdir: string): Promise<string[]> {
  if (!existsSync(join(root, 'widget', 'build.ts'))) return [];
  const { buildWidget } = await import('../../widget/build.ts');
  return ['widget/build.ts', ...(await buildWidget(join(outdir, 'widget'), root))];
}

export interface Bundled {
  /** Entries that do not exist. */
  readonly missing: readonly string[];
  readonly inputs: readonly string[];
}

/**
 * Bundles all entries together, with shared chunks and the adapters for these engines. Paths from the repository's root; missing entries are skipped and
 * returned. @throws esbuild's BuildFailure
 */
export async function bundle(root: string, entries: readonly string[], outdir: string, engines: EngineSetName = 'embedded'): Promise<Bundled> {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  rmSync(outdir, { recursive: true, force: true });
  const docs = join(outdir, DOCS_FOLDER);
  const { metafile } = await build({
    ...bundleOptions(
      root,
      entries.filter((entry) => !missing.includes(entry)),
      outdir,
      engines,
    ),
    metafile: true,
  });
  const inputs = [...Object.keys(metafile.inputs).filter((path) => !path.startsWith('lazy-http:')), ...(await widget(root, outdir))];
  if (!inputs.includes(DOCS_READER)) return { missing, inputs };
  packDocs(root, docs);
  return { missing, inputs: [...inputs, ...docsSources] };
}
