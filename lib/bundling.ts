import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

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
};

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
  esbuildArgs: Object.fromEntries(Object.entries(REPLACED).map(([name, path]) => [`--alias:${name}`, path])),
} satisfies BundlingOptions;
