import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * An `import` of node:http asks for every export, `WebSocket` among them, and with it Node loads its whole fetch: 14 MB in each process. A
 * `require` does not.
 */
const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) => (kind === 'require-call' ? undefined : { path: 'node:http', namespace: 'lazy-http' }));
    onLoad({ filter: /.*/, namespace: 'lazy-http' }, () => ({ contents: "module.exports = require('node:http');", loader: 'js' }));
  },
};

/**
 * Bundles all entries in one go, sharing chunks, with the engines' embedded twins. Paths from the repository's root; those that do not exist
 * are left out and answered. @throws esbuild's BuildFailure
 */
export async function bundle(root: string, entries: readonly string[], outdir: string): Promise<{ missing: string[]; inputs: string[] }> {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [...new Set(entries)].filter((entry) => !missing.includes(entry)),
    absWorkingDir: root,
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    conditions: ['embedded'],
    mainFields: ['module', 'main'],
    loader: { '.html': 'text', '.css': 'text', '.svg': 'text' },
    // ws looks for these and does without.
    external: ['bufferutil', 'utf-8-validate'],
    plugins: [lazyHttp],
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  return { missing, inputs: Object.keys(metafile.inputs).filter((path) => !path.startsWith('lazy-http:')) };
}
