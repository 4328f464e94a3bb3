import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const PAGE = fileURLToPath(new URL('page/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/** The page's files by their path: one script, one stylesheet, and the document that names them. Nothing is inline, so that the policy can forbid it. */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: [`${PAGE}main.tsx`, `${PAGE}style/main.css`],
    outdir: PAGE,
    entryNames: '[name]',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    legalComments: 'none',
    logLevel: 'error',
  });
  const files = new Map<string, PageFile>();
  for (const { path, contents } of outputFiles)
    files.set(`/${basename(path)}`, { type: TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream', body: Buffer.from(contents) });
  files.set('/', { type: 'text/html; charset=utf-8', body: await readFile(`${PAGE}index.html`) });
  files.set('/icon.svg', { type: 'image/svg+xml', body: await readFile(`${PAGE}icon.svg`) });
  return files;
}
