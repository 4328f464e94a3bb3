import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Builds the package: `npm run client:build` writes `client/dist`, one module without imports and its types. */
const CLIENT = fileURLToPath(new URL('../../client/', import.meta.url));

/** The package's code as one module, openapi-fetch included, so that a page can load it as it is. `entry` replaces the package's own entry. */
export async function bundle(entry?: string): Promise<string> {
  const source = entry === undefined ? { entryPoints: [`${CLIENT}index.ts`] } : { stdin: { contents: entry, resolveDir: CLIENT, loader: 'ts' as const } };
  const { outputFiles } = await build({
    ...source,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** TypeScript leaves imports of `.ts` in declarations as they are. */
function pointToDeclarations(folder: string, files: readonly string[]): void {
  for (const file of files) {
    const text = readFileSync(`${folder}${file}`, 'utf8');
    writeFileSync(`${folder}${file}`, text.replaceAll(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'").replaceAll(/(from "\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
  }
}

export async function buildClient(): Promise<void> {
  const dist = `${CLIENT}dist/`;
  rmSync(dist, { recursive: true, force: true });
  execFileSync(process.execPath, [fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url)), '-p', `${CLIENT}tsconfig.json`], {
    stdio: 'inherit',
  });
  pointToDeclarations(
    `${dist}types/`,
    readdirSync(`${dist}types`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts')),
  );
  writeFileSync(`${dist}index.js`, await bundle());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildClient();
