import type { BuildOptions } from 'esbuild';
import { DOCS_FOLDER } from './docs-files.ts';

/** Modules that are replaced in bundles; paths from the repository's root. */
export const REPLACED: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': './lib/bundled/lambda-credentials.ts',
  // Reads a file in its own folder, which a bundle does not have; this variant contains it.
  '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
  ajv: './lib/bundled/unchecked-options.ts',
  'ajv/dist/2020.js': './lib/bundled/unchecked-options.ts',
  'ajv/dist/refs/json-schema-draft-06.json': './lib/bundled/empty.json',
  'ajv-draft-04': './lib/bundled/empty-module.ts',
  avsc: './lib/bundled/empty-module.ts',
  semver: './lib/bundled/empty-module.ts',
  'encoding-japanese': './lib/bundled/japanese.ts',
  // Our code imports the ES module, mailsplit the CommonJS one: one is enough.
  libmime: './node_modules/libmime/dist/cjs/libmime.js',
};

/** Code that a function runs in a thread: a separate bundle beside the function's, loaded by the first call that needs it. */
export interface ThreadCode {
  /** Path from the repository's root. */
  readonly entry: string;
  /** Name of the bundle. */
  readonly file: string;
}

/** The parser of mail; the bundle of the webhook function gets its name as `PARLEY_MAIL_THREAD`. */
export const MAIL_THREAD: ThreadCode = { entry: 'channels/mail/threads/thread.ts', file: 'mail-thread.mjs' };

/** The file that Lambda loads. */
export const MAIN_FILE = 'index.mjs';

const SHARED = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  // CommonJS libraries inside an ES module still call require.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  alias: { ...REPLACED },
  logLevel: 'error',
} satisfies BuildOptions;

/**
 * Options to bundle a function into the folder `outdir`, including the SDK, because a bundled client starts faster than the runtime's copy and
 * is the version that was tested. Code imported with `await import(…)` goes into chunks beside `index.mjs`, which are read and evaluated at
 * their first use. `scripts/bundle-sizes.ts` measures bundles with these options.
 */
export const functionBundle = (root: string, entry: string, outdir: string) =>
  ({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir,
    splitting: true,
    outExtension: { '.js': '.mjs' },
    // Chunks are beside the entry, so that code that locates files by `import.meta.url` works in every chunk.
    chunkNames: '[name]-[hash]',
    define: { PARLEY_MAIL_THREAD: JSON.stringify(`./${MAIL_THREAD.file}`), PARLEY_DOCS_FOLDER: JSON.stringify(`./${DOCS_FOLDER}/`) },
  }) satisfies BuildOptions;

/** The bundle of a thread, beside its function's, with the same options. Character tables are not escaped, which halves the file. */
export const threadBundle = (root: string, { entry, file }: ThreadCode, outdir: string) =>
  ({ ...SHARED, absWorkingDir: root, entryPoints: [entry], outfile: `${outdir}/${file}`, charset: 'utf8' }) satisfies BuildOptions;
