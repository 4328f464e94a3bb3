import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

const FOLDERS = [
  'adapters',
  'bench',
  'bin',
  'channels',
  'client',
  'console',
  'demo',
  'domain',
  'examples',
  'functions',
  'lib',
  'local',
  'scripts',
  'test',
  'widget',
];
/** What runs: on AWS, on the laptop, at an operator's hand. The rest builds, deploys, checks and measures. */
const RUNS = /^(adapters|channels|demo|domain|functions|local|scripts\/(operate|console|errors))\//;
/** Of the laptop cloud: what makes the functions, as a deployment does. */
const BUILDS = /^local\/prepare\//;

/** What no source imports, and what it is there for. */
const UNIMPORTED: Readonly<Record<string, string>> = {
  node: 'the runtime itself',
  '@biomejs/biome': 'npm run format',
  '@fontsource-variable/ibm-plex-sans': 'fonts, imported by console/src/style/fonts.css',
  '@fontsource/ibm-plex-sans-arabic': 'fonts, imported by console/src/style/fonts.css',
  '@types/aws-lambda': 'types, imported as aws-lambda',
  '@types/babel__core': 'types, imported as @babel/core',
  '@types/node': 'types',
  '@types/oidc-provider': 'types',
  '@types/react': 'types',
  '@types/react-dom': 'types',
  '@types/ws': 'types',
  '@vitest/coverage-v8': 'npm test',
  'aws-cdk': 'cdk deploy',
  'dependency-cruiser': 'npm run lint',
  oxlint: 'npm run lint',
  'oxlint-tsgolint': 'npm run lint',
  'swagger-ui-dist': 'files of the reference page (functions/api/docs/sources.ts)',
  typescript: 'npm run types',
  'typescript-5': 'prints the types of the client (scripts/client/generate.ts)',
};
/** Examples that are written to be rejected, in the tests of the checks. */
const QUOTES = /^test\/(static\/|checks\/iam)/;
const TYPES_ONLY: Readonly<Record<string, string>> = { 'aws-lambda': '@types/aws-lambda' };
const BUILT_IN = new Set(builtinModules);

const IMPORT =
  /(?:^|[^\w.])(?:(import type|import|export type|export)\s(?:[^'";]*?\sfrom\s+)?|(import|require(?:\.resolve)?)\s*\(\s*)['"]([^'".#$][^'"]*)['"]/g;

interface Import {
  readonly file: string;
  readonly name: string;
  readonly typeOnly: boolean;
}

const nameOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Every package that a text imports. */
const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(IMPORT)].flatMap(([, form, , specifier = '']) => {
    const name = nameOf(specifier);
    return specifier.startsWith('node:') || BUILT_IN.has(name) ? [] : [{ file, name: TYPES_ONLY[name] ?? name, typeOnly: form?.endsWith(' type') ?? false }];
  });

const imports = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs|cjs|js)$/.test(file) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !QUOTES.test(file))
    .flatMap((file) => importsOf(file, readFileSync(file, 'utf8'))),
).concat(importsOf('vitest.config.ts', readFileSync('vitest.config.ts', 'utf8')));
const running = imports.filter(({ file, typeOnly }) => RUNS.test(file) && !BUILDS.test(file) && !typeOnly);
const named = (found: readonly Import[]): Set<string> => new Set(found.map(({ name }) => name));

describe('packages', () => {
  test('every import is declared', () => {
    const declared = { ...dependencies, ...devDependencies };
    expect(imports.filter(({ name }) => !(name in declared)).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test('code that runs in production imports no development package', () => {
    expect(running.filter(({ name }) => !(name in dependencies)).map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test('every dependency is imported by code that runs', () => {
    const used = named(running);
    expect(Object.keys(dependencies).filter((name) => !used.has(name) && !(name in UNIMPORTED))).toEqual([]);
  });

  test('every package of development is imported, or is a tool that is named here', () => {
    const used = named(imports);
    expect(Object.keys(devDependencies).filter((name) => !used.has(name) && !(name in UNIMPORTED))).toEqual([]);
    expect(Object.keys(UNIMPORTED).filter((name) => used.has(name) && !name.startsWith('@types/'))).toEqual([]);
    expect(Object.keys(UNIMPORTED).filter((name) => !(name in { ...dependencies, ...devDependencies }))).toEqual([]);
  });

  test('every version is exact', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^(npm:\w+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });
});

test.each([
  ["import { a } from 'pkg';", 'pkg', false],
  ["import type { A } from '@scope/pkg/deep';", '@scope/pkg', true],
  ["import 'pkg/side.js';", 'pkg', false],
  ["const { a } = await import('pkg');", 'pkg', false],
  ["export { a } from 'pkg';", 'pkg', false],
  ["import {\n  type A,\n  b,\n} from 'pkg';", 'pkg', false],
  ["const a = require('pkg');", 'pkg', false],
])('the scan sees %s', (text, name, typeOnly) => {
  expect(importsOf('x.ts', text)).toEqual([{ file: 'x.ts', name, typeOnly }]);
});

test.each(["import { a } from './a.ts';", "import a from 'node:fs';", "import a from 'fs';", "import { a } from '#topics';", "const name = 'pkg';"])(
  'and passes over %s',
  (text) => expect(importsOf('x.ts', text)).toEqual([]),
);
