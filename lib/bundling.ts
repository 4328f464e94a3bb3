import { join } from 'node:path';
import { type BundlingOptions, type ICommandHooks, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** What is replaced in bundles; paths from the repository's root. */
export const REPLACED: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': './lib/bundled/lambda-credentials.ts',
  // Reads a file beside itself, which a bundle has not: its own variant carries it inside.
  '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
  ajv: './lib/bundled/unchecked-options.ts',
  'ajv/dist/2020.js': './lib/bundled/unchecked-options.ts',
  'ajv/dist/refs/json-schema-draft-06.json': './lib/bundled/nothing.json',
  'ajv-draft-04': './lib/bundled/nothing.ts',
  avsc: './lib/bundled/nothing.ts',
  semver: './lib/bundled/nothing.ts',
  'encoding-japanese': './lib/bundled/japanese.ts',
  // Ours asks for the ES module, mailsplit for the other: one is enough.
  libmime: './node_modules/libmime/dist/cjs/libmime.js',
};

/** Code that a function runs in a thread: a bundle of its own beside the function's, loaded by the first call that needs it. */
export interface ThreadCode {
  /** Path from the repository's root. */
  readonly entry: string;
  /** Name of the bundle. */
  readonly file: string;
}

/** The reader of mail; the webhooks' bundle knows its name by `PARLEY_MAIL_THREAD`. */
export const MAIL_THREAD: ThreadCode = { entry: 'channels/mail/threads/thread.ts', file: 'mail-thread.mjs' };

/**
 * How every function is bundled, alone and whole: the SDK included, because a bundled client starts faster than the runtime's
 * copy and is the version that was tested. `scripts/bundle-sizes.ts` measures bundles made by these.
 */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  bundleAwsSDK: true,
  mainFields: ['module', 'main'],
  // CommonJS libraries inside an ES module still call require.
  banner: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  define: { PARLEY_MAIL_THREAD: JSON.stringify(`./${MAIL_THREAD.file}`) },
  esbuildArgs: Object.fromEntries(Object.entries(REPLACED).map(([name, path]) => [`--alias:${name}`, path])),
} satisfies BundlingOptions;

/** A thread's bundle, made beside its function's by the same rules. Tables of characters stay as they are: the file is half as long. */
export const hooksFor = ({ entry, file }: ThreadCode): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (root, output) => [
    [
      `npx --no-install esbuild --bundle ${quoted(join(root, entry))} --outfile=${quoted(join(output, file))} --log-level=error --charset=utf8`,
      `--platform=node --format=${BUNDLING.format} --target=${BUNDLING.target} --minify --main-fields=${BUNDLING.mainFields.join(',')}`,
      `--banner:js=${quoted(BUNDLING.banner)}`,
      ...Object.entries(REPLACED).map(([name, path]) => `--alias:${name}=${path}`),
    ].join(' '),
  ],
});

/** For the shell, which cannot see through `"`. */
const quoted = (text: string): string => `"${text.replaceAll(/["$`\\]/g, '\\$&')}"`;
